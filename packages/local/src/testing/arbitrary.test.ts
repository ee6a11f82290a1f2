import { idSchema } from "@faibric/core/platform/id";
import { PERMISSIONS } from "@faibric/core/platform/permission";
import { TenantSettings } from "@faibric/core/tenant/tenant.schema";
import fc from "fast-check";
import { expect, it } from "vitest";
import * as z from "zod";
import { arbitraryOf } from "./arbitrary";

const schemas: Record<string, z.ZodType> = {
  "a text with limits": z.string().min(3).max(5),
  "a text with a pattern": z.string().regex(/^[a-z]{2}-\d{3}$/),
  "an e-mail address": z.email(),
  "a UUID": z.uuid(),
  "an instant": z.iso.datetime(),
  "a web address": z.url(),
  "an ID": idSchema("thr"),
  "a whole number": z.number().int().min(1).max(9),
  "a choice": z.enum(PERMISSIONS),
  "a union": z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("a"), n: z.number() }),
    z.object({ kind: z.literal("b"), list: z.array(z.string()).min(2) }),
  ]),
  "a record": z.record(z.string(), z.boolean()),
  "an object refined as a whole": z
    .object({ from: z.number(), to: z.number() })
    .refine(({ from, to }) => from <= to),
  "a refined text with an example in its object": TenantSettings,
  "what is transformed": z
    .string()
    .min(1)
    .transform((text) => text.length),
};

it.each(Object.entries(schemas))("makes what fits %s", (_name, schema) => {
  const values = fc.sample(arbitraryOf(schema), { numRuns: 30, seed: 7 });
  for (const value of values) expect(schema.safeParse(value).error).toBeUndefined();
  expect(new Set(values.map((value) => JSON.stringify(value))).size).toBeGreaterThan(1);
});

it("says so where it finds nothing that fits", () => {
  const schema = z.string().refine((text) => text === "sesame");
  expect(() => arbitraryOf(schema)).toThrow("give the schema one");
});
