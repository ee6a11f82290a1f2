import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import en from "./en.json";
import { faultKey } from "./fault-key";

const ROOT = join(import.meta.dirname, "../../../..");

/** Refusals that have a word of their own, whatever their code: by status, or by the field they name. */
const OTHERWISE = ["<capability>.<noun>.not_found", "platform.internal", "platform.limit.exceeded"];

it("has a sentence for every refusal that the API describes", () => {
  const { paths } = JSON.parse(readFileSync(join(ROOT, "docs/openapi.json"), "utf8")) as {
    paths: Record<string, Record<string, { "x-refusals": readonly string[] }>>;
  };
  const codes = new Set(
    Object.values(paths).flatMap((methods) =>
      Object.values(methods).flatMap((operation) => operation["x-refusals"]),
    ),
  );
  expect(codes.size).toBeGreaterThan(50);
  const missing = [...codes].filter(
    (code) => !OTHERWISE.includes(code) && !(code.replaceAll(".", "-") in en.problem.refused),
  );
  expect(missing).toEqual([]);
});

/** What the rules of the API's schemas say, as their files have it: sentences that are no description. */
function rulesIn(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8")
    .replace(/\.(meta|describe)\(\{[\s\S]*?\}\)/g, "")
    .replace(/(when|mend|summary|description|example):\s*["`][^"`]*["`]/g, "")
    .replace(/\/\*\*[\s\S]*?\*\/|(^|\s)\/\/ .*$/gm, "");
  const example = /const EXAMPLE = "([^"]+)"/.exec(text)?.[1] ?? "";
  return [...text.matchAll(/(?<!EXAMPLE = )["`]([A-Z][^"`\n]{6,}\.)["`]/g)].map(([, said = ""]) =>
    said
      .replace(/\$\{EXAMPLE\}/, example)
      .replace(/\$\{url\.origin\}|https:\/\/\$\{url\.host\}/, "https://shop.example.com")
      .replace(/\$\{\w+\}/, "7"),
  );
}

it("has a sentence for every rule that the API's schemas have", () => {
  const files = [
    ...globSync("packages/core/src/*/*.{schema,contract}.ts", { cwd: ROOT }),
    "packages/core/src/keys/allowed-origin.ts",
    "packages/core/src/platform/public-name.ts",
  ];
  const rules = files.flatMap(rulesIn);
  expect(rules.length).toBeGreaterThan(50);
  expect(rules.filter((rule) => !(faultKey(rule).key in en.problem.fault))).toEqual([]);
});
