import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { findActor } from "./actor";
import { createContext } from "./context";
import { TABLE } from "./table.schema";

/** A defect: code tried to reach a key outside its actor's tenant. Thrown before anything is sent. */
export class FenceError extends Error {
  override readonly name = "FenceError";
}

const DirectoryContext = createContext<true>("directory access");
const DIRECTORY_PREFIX = "directory#";

/** Lets `fn` reach the directory, the one area without a tenant. Only `platform/directory` and `commit` may. */
export function withDirectory<R>(fn: () => R): R {
  return DirectoryContext.run(true, fn);
}

type Value = string | { S?: string } | undefined;
type Keys = Record<string, Value>;

/** The parts of a command's input that name keys. Only these commands exist in product code. */
interface Input {
  Key?: Keys;
  Item?: Keys;
  IndexName?: string;
  KeyConditionExpression?: string;
  UpdateExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Keys;
  RequestItems?: Record<string, { Keys?: Keys[] } & RequestItem[]>;
  TransactItems?: TransactItem[];
}
interface RequestItem {
  PutRequest?: { Item: Keys };
  DeleteRequest?: { Key: Keys };
}
type TransactItem = Record<string, Input>;

const PARTITIONS: readonly string[] = [
  TABLE.partitionKey,
  ...TABLE.indexes.map((index) => `${index}pk`),
];

/**
 * The second of the three fences around a tenant: every key a command names must start with the
 * actor's tenant or, for an actor in none, with the person. Scans and PartiQL are refused outright, for they name no key.
 */
export function fence(client: DynamoDBClient): DynamoDBClient {
  client.middlewareStack.add(
    (next, context) => (args) => {
      check(String(context.commandName), args.input as Input);
      return next(args);
    },
    // After `initialize`, where the document client turns plain values into attribute values.
    { step: "build", name: "tenantFence" },
  );
  return client;
}

function check(command: string, input: Input): void {
  const keys = keysOf(command, input);
  const actor = findActor();
  const own = actor && `${"tenantId" in actor ? actor.tenantId : actor.userId}#`;
  const directory = DirectoryContext.find() === true;
  for (const key of keys) {
    if (own && key.startsWith(own)) continue;
    if (directory && key.startsWith(DIRECTORY_PREFIX)) continue;
    const who = actor ? `a ${actor.type} of ${own ?? "no tenant"}` : "no actor";
    throw new FenceError(`${command} on the key "${key}" by ${who}`);
  }
}

function keysOf(command: string, input: Input): string[] {
  switch (command) {
    case "GetItemCommand":
    case "DeleteItemCommand":
      return partitionsIn(input.Key);
    case "PutItemCommand":
      return partitionsIn(input.Item);
    case "UpdateItemCommand":
      return [...partitionsIn(input.Key), ...partitionsSetBy(input)];
    case "QueryCommand":
      return [partitionQueried(input)];
    case "BatchGetItemCommand":
      return Object.values(input.RequestItems ?? {}).flatMap(({ Keys = [] }) =>
        Keys.flatMap(partitionsIn),
      );
    case "BatchWriteItemCommand":
      return Object.values(input.RequestItems ?? {}).flatMap((requests) =>
        [...requests].flatMap(({ PutRequest, DeleteRequest }) =>
          partitionsIn(PutRequest?.Item ?? DeleteRequest?.Key),
        ),
      );
    case "TransactGetItemsCommand":
    case "TransactWriteItemsCommand":
      return (input.TransactItems ?? []).flatMap((item) =>
        Object.values(item).flatMap((part) => [
          ...partitionsIn(part.Key ?? part.Item),
          ...partitionsSetBy(part),
        ]),
      );
    default:
      throw new FenceError(`${command} has no place in product code: it names no key`);
  }
}

/** The partition key of the table, which must be there, and of each index the item is in. */
function partitionsIn(keys: Keys | undefined): string[] {
  if (!keys?.[TABLE.partitionKey]) throw new FenceError("a command without a partition key");
  return PARTITIONS.filter((field) => keys[field] !== undefined).map((field) => text(keys[field]));
}

/** The partition keys that an update writes, such as `SET #gsi1pk = :gsi1pk`. */
function partitionsSetBy(input: Input): string[] {
  const { UpdateExpression = "", ExpressionAttributeNames: names = {} } = input;
  const assignments = UpdateExpression.matchAll(
    /([#\w]+)\s*=\s*([^,]+?)(?=,|\s+(?:SET|ADD|REMOVE|DELETE)\s|$)/g,
  );
  return [...assignments].flatMap(([, target = "", value = ""]) => {
    if (!PARTITIONS.includes(names[target] ?? target)) return [];
    return [text(input.ExpressionAttributeValues?.[value.trim()])];
  });
}

function partitionQueried(input: Input): string {
  const { KeyConditionExpression = "", IndexName, ExpressionAttributeNames: names = {} } = input;
  const expected = IndexName ? `${IndexName}pk` : TABLE.partitionKey;
  for (const [, target = "", value = ""] of KeyConditionExpression.matchAll(
    /([#\w]+)\s*=\s*(:\w+)/g,
  )) {
    if ((names[target] ?? target) === expected)
      return text(input.ExpressionAttributeValues?.[value]);
  }
  throw new FenceError(`a query that does not name the ${expected} it reads`);
}

function text(value: Value): string {
  const found = typeof value === "string" ? value : value?.S;
  if (!found) throw new FenceError("a partition key that is not a string");
  return found;
}
