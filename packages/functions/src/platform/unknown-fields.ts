import type * as z from "zod";

type Schema = z.core.$ZodType;
type Path = readonly PropertyKey[];

/**
 * The places in a value that its schema does not name, and would silently drop: most likely a typing
 * error of the caller's. What a loose object or a record lets through is not unknown.
 */
export function findUnknownFields(schema: Schema, value: unknown, path: Path = []): Path[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const inner = (part: Schema) => findUnknownFields(part, value, path);
  switch (def.type) {
    case "object":
      return isPlain(value) ? inObject(def, value, path) : [];
    case "array":
      return inItems(value, path, () => def.element);
    case "tuple":
      return inItems(value, path, (index) => def.items[index] ?? def.rest);
    case "record":
      return isPlain(value)
        ? entriesOf(value, path).flatMap(([at, part]) => findUnknownFields(def.valueType, part, at))
        : [];
    case "union":
      return inUnion(def.options, value, path);
    case "intersection": {
      const right = new Set(inner(def.right).map(textOf));
      return inner(def.left).filter((at) => right.has(textOf(at)));
    }
    case "pipe":
      return inner(def.in);
    case "lazy":
      return inner(def.getter());
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
      return inner(def.innerType);
    default:
      return []; // a value without fields, or one whose fields the schema does not look at
  }
}

type Plain = Readonly<Record<string, unknown>>;

function inObject({ shape, catchall }: z.core.$ZodObjectDef, value: Plain, path: Path): Path[] {
  return entriesOf(value, path).flatMap(([at, part, key]) => {
    const field = Object.hasOwn(shape, key) ? shape[key] : catchall;
    return field ? findUnknownFields(field, part, at) : [at];
  });
}

function inItems(
  value: unknown,
  path: Path,
  schemaOf: (index: number) => Schema | null | undefined,
): Path[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((part: unknown, index) => {
    const schema = schemaOf(index);
    return schema ? findUnknownFields(schema, part, [...path, index]) : [];
  });
}

/** The value belongs to an option that accepts it, at best to one that knows all of its fields. */
function inUnion(options: readonly Schema[], value: unknown, path: Path): Path[] {
  const found = options
    .filter((option) => (option as z.ZodType).safeParse(value).success)
    .map((option) => findUnknownFields(option, value, path));
  return found.find((unknown) => unknown.length === 0) ?? found[0] ?? [];
}

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const entriesOf = (value: Plain, path: Path) =>
  Object.entries(value).map(([key, part]): [Path, unknown, string] => [[...path, key], part, key]);

const textOf = (path: Path) => path.map(String).join("\0");
