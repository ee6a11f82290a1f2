import * as z from "zod";

const INSTANT = "2026-03-01T10:00:00.000Z";

/**
 * An example of a schema's input, from its `.meta({ example })` or those of its parts, and from what
 * can be known without one: a default, the first of an enumeration.
 * @returns undefined where a part that is needed has no example
 */
export function exampleOf(schema: z.core.$ZodType): unknown {
  const { example } = z.globalRegistry.get(schema) ?? {};
  if (example !== undefined) return example;
  if (schema instanceof z.ZodISODateTime) return INSTANT;
  if (schema instanceof z.ZodObject) return exampleOfObject(schema);
  if (schema instanceof z.ZodArray) {
    const item = exampleOf(schema.element);
    return item === undefined ? undefined : [item];
  }
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return [...schema.values][0];
  if (schema instanceof z.ZodBoolean) return true;
  if (schema instanceof z.ZodUnion) {
    return schema.options.map(exampleOf).find((option) => option !== undefined);
  }
  if (schema instanceof z.ZodPipe) return exampleOf(schema.in);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return exampleOf(schema.def.innerType) ?? schema.def.defaultValue;
  }
  if (schema instanceof z.ZodNullable) return exampleOf(schema.unwrap()) ?? null;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodReadonly) {
    return exampleOf(schema.unwrap());
  }
  return undefined;
}

function exampleOfObject(schema: z.ZodObject): unknown {
  const example: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(schema.shape)) {
    const value = exampleOf(field);
    if (value !== undefined) example[key] = value;
    else if (!z.safeParse(field, undefined).success) return undefined;
  }
  return example;
}
