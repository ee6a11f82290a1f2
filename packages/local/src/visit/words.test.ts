import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isAudited } from "@faibric/core/platform/contract";
import { manifests } from "@faibric/functions/manifests";
import { kebab } from "@faibric/functions/platform/manifest.schema";
import { describe, expect, it } from "vitest";
import { ROOT } from "../cloud/settings";

interface Words {
  readonly audit: { readonly action: Readonly<Record<string, string>> };
  readonly happened: Readonly<Record<string, unknown>>;
}

const FUNCTIONS = join(ROOT, "packages/functions/src");
const wordsOf = (locale: string): Words =>
  JSON.parse(readFileSync(join(ROOT, `packages/web/src/words/${locale}.json`), "utf8"));
const keyOf = (name: string) => name.replaceAll(".", "-");

const audited = manifests.flatMap(({ capability, operations }) =>
  Object.entries(operations)
    .filter(([, contract]) => isAudited(contract))
    .map(([name]) => `${capability}.${name}`),
);
/** The consumers that write a line into a business's activity, by their files. */
const telling = new Set(
  globSync("*/on-*.ts", { cwd: FUNCTIONS })
    .filter((file) =>
      /announce\(|Activity\.record\(/.test(readFileSync(join(FUNCTIONS, file), "utf8")),
    )
    .map((file) => basename(file, ".ts")),
);
const told = manifests.flatMap(({ consumers }) =>
  Object.entries(consumers)
    .filter(([name]) => telling.has(kebab(name)))
    .map(([, { event }]) => event.type),
);

describe.each(["en", "de"])("the catalogue in %s", (locale) => {
  const words = wordsOf(locale);

  it("has a word for everything that the audit log tells of", () => {
    expect(audited.length).toBeGreaterThan(50);
    expect(audited.filter((name) => !words.audit.action[keyOf(name)])).toEqual([]);
  });

  it("has a sentence for everything that an overview tells of", () => {
    expect(told.length).toBeGreaterThan(15);
    expect(told.filter((type) => !words.happened[keyOf(type)])).toEqual([]);
  });
});
