import { type Contract, isSafe } from "@faibric/core/platform/contract";
import * as z from "zod";

/** A field of a body that holds a secret: its schema says `.meta({ writeOnly: true })`. */
export interface SecretField {
  readonly place: readonly string[];
  readonly schema: z.core.$ZodType;
}

const NAMED_AS_SECRET = /password|secret$|token$|^code$|recoverycode|credential/i;

/** Every secret that a caller gives to the operation, and what only is named as if it were one. */
export function secretsIn(contract: Contract): { marked: SecretField[]; unmarked: string[] } {
  const marked: SecretField[] = [];
  const unmarked: string[] = [];
  const walk = (schema: z.core.$ZodType, place: readonly string[]): void => {
    if (z.globalRegistry.get(schema)?.writeOnly) {
      marked.push({ place, schema });
      return;
    }
    const { def } = (schema as z.core.$ZodTypes)._zod;
    if (def.type === "object") {
      for (const [name, part] of Object.entries(def.shape)) walk(part, [...place, name]);
    } else if ("innerType" in def) walk(def.innerType, place);
    else if (def.type === "pipe") walk(def.in, place);
    else if (def.type === "array") walk(def.element, [...place, "0"]);
    else if (NAMED_AS_SECRET.test(place.at(-1) ?? "")) unmarked.push(place.join("."));
  };
  if (!isSafe(contract)) walk(contract.body, []);
  return { marked, unmarked };
}

/** The body with another value at a place. */
export function withValue(body: unknown, place: readonly string[], value: unknown): unknown {
  const [first, ...rest] = place;
  if (first === undefined) return value;
  const part = (body ?? {}) as Record<string, unknown>;
  return Object.assign(Array.isArray(body) ? [...body] : { ...part }, {
    [first]: withValue(part[first], rest, value),
  });
}
