import type { AttributeValue as SdkValue } from "@aws-sdk/client-dynamodb-streams";
import type { AttributeValue } from "aws-lambda";

export type JsonItem = Record<string, AttributeValue>;

/** An item as the SDK gives it, in the form it has in JSON: binary is base64. */
export function itemToJson(item: Readonly<Record<string, SdkValue>>): JsonItem {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toJson(value)]));
}

function toJson(value: SdkValue): AttributeValue {
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.L !== undefined) return { L: value.L.map(toJson) };
  if (value.M !== undefined) return { M: itemToJson(value.M) };
  if (value.S !== undefined) return { S: value.S };
  if (value.N !== undefined) return { N: value.N };
  if (value.BOOL !== undefined) return { BOOL: value.BOOL };
  if (value.NULL !== undefined) return { NULL: value.NULL };
  if (value.SS !== undefined) return { SS: value.SS };
  if (value.NS !== undefined) return { NS: value.NS };
  throw new TypeError(`An attribute value of an unknown type: ${Object.keys(value).join()}`);
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

/** One text for one key, whatever order its attributes come in. */
export function keyText(key: JsonItem): string {
  return JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1)));
}
