import { build } from "esbuild";
import { expect, it } from "vitest";
import { withPureConstants } from "./leave-out.mjs";
import { pureConstants } from "./pure-constants";

async function bundled(source: string): Promise<string> {
  const options = { bundle: true, write: false, minify: true, format: "esm" } as const;
  const { outputFiles } = await build({
    ...options,
    stdin: { contents: withPureConstants(source) },
  });
  return outputFiles[0]?.text ?? "";
}

it("leaves out what is made and never asked for", async () => {
  const text = await bundled(`
    const make = globalThis.make;
    const unused = make("unused", { deep: make("deep") });
    const Unused = new make.Entity([make("list")]);
    const options = unused.options;
    export const used = make("used");`);
  expect(text).toContain("used");
  expect(text).not.toMatch(/unused|deep|list|options|Entity/);
});

it("keeps what is done, waited for, or named by its parts, and what is used costs nothing more", async () => {
  const text = await bundled(`
    const make = globalThis.make;
    make("done");
    const waited = await make("waited");
    const { part } = make("parts");
    let changed = make("changed");
    export const used = make("used");`);
  for (const word of ["done", "waited", "parts", "changed", "used"]) expect(text).toContain(word);
  expect(text).not.toContain("=>");
});

it("is asked of our own sources, as they are written", async () => {
  const entry = "packages/core/src/tenant/tenant.entity.ts";
  const options = { bundle: true, write: false, minify: true, format: "esm" } as const;
  const { outputFiles } = await build({
    ...options,
    entryPoints: [new URL(`../../../${entry}`, import.meta.url).pathname],
    packages: "external",
    plugins: [pureConstants],
  });
  const text = outputFiles[0]?.text ?? "";
  expect(text).toContain('"tenant.tenant"');
  expect(text).not.toContain("This slug is reserved."); // of a schema that the entity has no use for
});
