import { type Schema, schemaOf } from "./description";

/** A field of what is sent or answered, as a line of the reference. */
export interface FieldLine {
  /** With those around it: `settings.timeZone`, `items[].name`. */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description?: string | undefined;
}

/** What is deeper is seen in the example, or where it is read by itself. */
const DEPTH = 3;

/** The fields of an object, and of those in it. */
export function fieldsOf(schema: Schema, before = "", depth = 0): readonly FieldLine[] {
  const found = schemaOf(schema);
  if (found.items) return fieldsOf(found.items, `${before}[]`, depth);
  const parts = found.allOf ?? found.anyOf ?? [];
  const own = Object.entries(found.properties ?? {}).flatMap(([key, field]) => {
    const name = before ? `${before}.${key}` : key;
    const line = {
      name,
      type: typeOf(field),
      required: found.required?.includes(key) ?? false,
      description: field.description ?? schemaOf(field).description,
    };
    return [line, ...(depth + 1 < DEPTH ? fieldsOf(field, name, depth + 1) : [])];
  });
  return [...own, ...parts.flatMap((part) => fieldsOf(part, before, depth))];
}

/** What a value is, in a word or a few. */
export function typeOf(schema: Schema): string {
  const { type, enum: options, const: only, format, items, anyOf } = schemaOf(schema);
  if (only !== undefined) return JSON.stringify(only);
  if (options) return options.map((option) => JSON.stringify(option)).join(" | ");
  if (items) return `${typeOf(items)}[]`;
  if (anyOf) return [...new Set(anyOf.map(typeOf))].join(" | ");
  if (Array.isArray(type)) return type.join(" | ");
  return format ?? (typeof type === "string" ? type : "object");
}
