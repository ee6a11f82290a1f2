import fc from "fast-check";
import type * as z from "zod";

type Schema = z.core.$ZodType;
type Arbitrary = fc.Arbitrary<unknown>;

const ATTEMPTS = 40;
const MAX_ITEMS = 4;

/**
 * Values that a schema accepts, as a caller would send them. What its checks want is aimed at by its
 * patterns, limits and examples, and what still misses is dropped. `example` is one that is known to fit.
 * @throws Error where nothing that fits was found: the schema then needs `.meta({ example })`
 */
export function arbitraryOf(schema: Schema, example?: unknown): Arbitrary {
  const known = made.get(schema) ?? new Map<string, Arbitrary>();
  made.set(schema, known);
  const key = JSON.stringify(example) ?? "";
  const arbitrary = known.get(key) ?? make(schema, example);
  known.set(key, arbitrary);
  return arbitrary;
}

/** What has been made, by schema and example: trying what fits takes longer than all that is then asked of it. */
const made = new WeakMap<Schema, Map<string, Arbitrary>>();

function make(schema: Schema, example?: unknown): Arbitrary {
  const fits = (value: unknown) => (schema as z.ZodType).safeParse(value).success;
  const known = exampleOf(schema) ?? example;
  const candidates = [...aim(schema, known), ...(known === undefined ? [] : [fc.constant(known)])];
  const good = candidates.filter((one) =>
    fc.sample(one, { numRuns: ATTEMPTS, seed: 1 }).some(fits),
  );
  if (!good.length) throw new Error(`no example fits: give the schema one (${typeOf(schema)})`);
  return fc.oneof(...good).filter(fits);
}

const exampleOf = (schema: Schema): unknown => (schema as z.ZodType).meta?.()?.example as unknown;
const typeOf = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def.type;

function aim(schema: Schema, known: unknown): Arbitrary[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "string":
      return strings(schema);
    case "template_literal":
      return matching([(schema as z.core.$ZodTemplateLiteral)._zod.pattern]);
    case "number":
      return [numbers(schema)];
    case "boolean":
      return [fc.boolean()];
    case "null":
      return [fc.constant(null)];
    case "literal":
      return [fc.constantFrom(...def.values)];
    case "enum":
      return [fc.constantFrom(...Object.values(def.entries))];
    case "unknown":
    case "any":
      return [plainJson];
    case "object":
      return [objects(def.shape, known)];
    case "array":
      return [arrays(schema, arbitraryOf(def.element, (known as unknown[] | undefined)?.[0]))];
    case "tuple":
      return [fc.tuple(...def.items.map((item) => arbitraryOf(item)))];
    case "record":
      return [fc.dictionary(words, arbitraryOf(def.valueType), { maxKeys: MAX_ITEMS })];
    case "union":
      return def.options.map((option) => arbitraryOf(option));
    case "optional":
    case "prefault":
    case "default":
      return [
        arbitraryOf(def.innerType, known ?? ("defaultValue" in def ? def.defaultValue : undefined)),
      ];
    case "nullable":
      return [fc.constant(null), arbitraryOf(def.innerType, known)];
    case "readonly":
    case "nonoptional":
    case "catch":
      return [arbitraryOf(def.innerType, known)];
    case "pipe":
      return [arbitraryOf(def.in, known)];
    case "lazy":
      return [arbitraryOf(def.getter(), known)];
    default:
      return []; // then its example has to do
  }
}

const words = fc.stringMatching(/^[a-z]{1,8}$/);
const plainJson = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.dictionary(words, fc.integer(), { maxKeys: MAX_ITEMS }),
);

interface Limits {
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly patterns: readonly RegExp[];
}

/** What the checks of a text, number or list want. */
function limitsOf(schema: Schema): Limits {
  const { def } = schema._zod;
  const pattern = (def as { pattern?: RegExp }).pattern;
  const limits = { minimum: undefined, maximum: undefined, patterns: pattern ? [pattern] : [] };
  return (def.checks ?? []).reduce<Limits>((found, one) => withCheck(found, one), limits);
}

function withCheck(limits: Limits, { _zod }: z.core.$ZodCheck): Limits {
  const check = (_zod as z.core.$ZodChecks["_zod"]).def;
  switch (check.check) {
    case "min_length":
      return { ...limits, minimum: check.minimum };
    case "max_length":
      return { ...limits, maximum: check.maximum };
    case "length_equals":
      return { ...limits, minimum: check.length, maximum: check.length };
    case "greater_than":
      return { ...limits, minimum: Number(check.value) };
    case "less_than":
      return { ...limits, maximum: Number(check.value) };
    case "string_format":
      return check.pattern ? { ...limits, patterns: [...limits.patterns, check.pattern] } : limits;
    default:
      return limits;
  }
}

const FORMATS: Readonly<Record<string, Arbitrary>> = {
  email: fc.emailAddress(),
  uuid: fc.uuid(),
  url: fc.webUrl(),
  datetime: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  date: fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
};

function strings(schema: Schema): Arbitrary[] {
  const { minimum = 0, maximum = minimum + 40, patterns } = limitsOf(schema);
  const maxLength = Math.min(maximum, minimum + 400);
  const free = fc.string({ minLength: minimum, maxLength, unit: "grapheme" });
  const format = FORMATS[(schema._zod.def as { format?: string }).format ?? ""];
  return [free, ...(format ? [format] : matching(patterns))];
}

/** Nothing for a pattern that is beyond fast-check, such as one with property escapes. */
function matching(patterns: readonly RegExp[]): Arbitrary[] {
  return patterns.flatMap((pattern) => {
    try {
      return [fc.stringMatching(new RegExp(pattern.source))];
    } catch {
      return [];
    }
  });
}

function numbers(schema: Schema): Arbitrary {
  const { minimum = -1_000_000, maximum = 1_000_000 } = limitsOf(schema);
  const bounds = { min: Math.max(minimum, -1e9), max: Math.min(maximum, 1e9) };
  const whole = fc.integer({ min: Math.ceil(bounds.min), max: Math.floor(bounds.max) });
  return fc.oneof(whole, fc.double({ ...bounds, noNaN: true, noDefaultInfinity: true }));
}

function arrays(schema: Schema, item: Arbitrary): Arbitrary {
  const { minimum = 0, maximum = minimum + MAX_ITEMS } = limitsOf(schema);
  return fc.array(item, {
    minLength: minimum,
    maxLength: Math.min(maximum, minimum + MAX_ITEMS),
  });
}

function objects(shape: z.core.$ZodShape, known: unknown): Arbitrary {
  const keys = Object.keys(shape);
  const fields = keys.map((key) => {
    const field = shape[key] as Schema;
    return [
      key,
      arbitraryOf(field, (known as Record<string, unknown> | undefined)?.[key]),
    ] as const;
  });
  const requiredKeys = keys.filter((key) => shape[key]?._zod.optin !== "optional");
  return fc.record(Object.fromEntries(fields), { requiredKeys });
}
