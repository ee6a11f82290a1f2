import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { transform } from "esbuild";
import { beforeAll, expect, it } from "vitest";
import * as whole from "zod";
import leanZod from "../zod-loader.mjs";

const file = createRequire(import.meta.url)
  .resolve("zod")
  .replace(/\.cjs$/, ".js");
let source = "";
let lean: typeof whole;

beforeAll(async () => {
  source = await new Promise<string>((resolve, reject) => {
    const async = () => (error: unknown, text?: string) =>
      error ? reject(error) : resolve(text ?? "");
    leanZod.call({ resourcePath: file, async });
  });
  lean = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as typeof whole;
});

/** A schema of everything that our contracts have, by either zod. */
function schemaOf(z: typeof whole) {
  return z.object({
    email: z.email("Not an address."),
    at: z.iso.datetime(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    kind: z.enum(["shop", "café"]),
    tags: z.array(z.string().trim().min(1).max(9)).max(2).optional(),
    more: z.record(z.string(), z.unknown()).optional(),
    site: z.union([z.literal(""), z.url()]),
    told: z.discriminatedUnion("type", [
      z.object({ type: z.literal("a"), ok: z.boolean() }),
      z.looseObject({ type: z.literal("b") }),
    ]),
  });
}

const GOOD = {
  ...{ email: "żaneta@example.com", at: "2026-03-29T10:00:00.000Z", kind: "café", site: "" },
  told: { type: "b", more: 1 },
};

it.each([
  ["what is right", GOOD],
  ["what is wrong", { email: "x", at: "today", limit: 0, kind: "bar", tags: ["", "b", "c"] }],
  ["another kind", { ...GOOD, told: { type: "c" }, site: "no address" }],
  ["nothing", undefined],
])("parses %s as the whole of zod does", (_, value) => {
  const [one, other] = [schemaOf(lean), schemaOf(whole)].map((schema) => schema.safeParse(value));
  expect(one?.success).toBe(other?.success);
  expect(one?.data).toEqual(other?.data);
  expect(one?.error?.issues).toEqual(other?.error?.issues);
});

it("makes no code of text, which the policy of pages forbids", () => {
  expect(readFileSync(file.replace("index.js", "v4/core/doc.js"), "utf8")).toMatch(/= Function;/);
  expect(source).not.toMatch(/= Function;|new Function/);
});

it("says where it went what a schema calls that pages have not", () => {
  expect(() => lean.string().includes("x")).toThrow("_ZodString.includes is left out of bundles");
});

it("is a third of what zod is", async () => {
  const { code } = await transform(source, { minify: true });
  expect(gzipSync(code).byteLength).toBeLessThan(17_000);
});
