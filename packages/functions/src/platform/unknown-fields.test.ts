import { expect, it } from "vitest";
import * as z from "zod";
import { findUnknownFields } from "./unknown-fields";

const inner = z.object({ a: z.string() });
const stray = { a: "x", b: 1 };
interface Tree {
  name: string;
  children: Tree[];
}
const Tree: z.ZodType<Tree> = z.object({
  name: z.string(),
  get children() {
    return z.array(z.lazy(() => Tree));
  },
});

const Circle = z.object({ kind: z.literal("circle"), radius: z.number() });
const Square = z.object({ kind: z.literal("square"), side: z.number() });

it.each<[string, z.ZodType, unknown, string[]]>([
  ["an object", inner, stray, ["b"]],
  ["what may be left out", inner.optional(), stray, ["b"]],
  ["what may be null", inner.nullable(), stray, ["b"]],
  ["what has a default", inner.prefault({ a: "" }), stray, ["b"]],
  ["an array", z.array(inner), [{ a: "x" }, stray], ["1.b"]],
  ["a tuple", z.tuple([z.string(), inner]), ["x", stray], ["1.b"]],
  ["the rest of a tuple", z.tuple([z.string()], inner), ["x", { a: "x" }, stray], ["2.b"]],
  ["a record's values", z.record(z.string(), inner), { any: stray }, ["any.b"]],
  ["what is transformed", inner.transform(({ a }) => a), stray, ["b"]],
  ["what is refined", inner.refine(() => true), stray, ["b"]],
  [
    "a union's fitting option",
    z.union([Circle, Square]),
    { kind: "square", side: 1, radius: 2 },
    ["radius"],
  ],
  [
    "a discriminated union",
    z.discriminatedUnion("kind", [Circle, Square]),
    { kind: "circle", radius: 1, colour: "red" },
    ["colour"],
  ],
  [
    "an intersection",
    z.intersection(inner, z.object({ c: z.string() })),
    { a: "", c: "", d: 1 },
    ["d"],
  ],
  [
    "a schema that contains itself",
    Tree,
    { name: "", children: [{ name: "", children: [], x: 1 }] },
    ["children.0.x"],
  ],
])("finds what is not named in %s", (_name, schema, value, expected) => {
  expect(findUnknownFields(schema, value).map((path) => path.join("."))).toEqual(expected);
});

it.each<[string, z.ZodType, unknown]>([
  ["a loose object", z.looseObject({ a: z.string() }), stray],
  ["an unknown", z.unknown(), stray],
  ["any JSON", z.json(), stray],
  ["a record", z.record(z.string(), z.unknown()), stray],
  [
    "a union with an option that knows it",
    z.union([inner, z.object({ a: z.string(), b: z.number() })]),
    stray,
  ],
  ["a value that no option fits", z.union([Circle, Square]), { kind: "star", points: 5 }],
  ["a value of another type", inner, ["x"]],
  ["a text read as JSON", z.string().transform((text): unknown => JSON.parse(text)), '{"b":1}'],
])("finds nothing in %s", (_name, schema, value) => {
  expect(findUnknownFields(schema, value)).toEqual([]);
});
