import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { ROOT } from "./settings";
import { buildSite, WEB } from "./site-build";

/** Of JavaScript, as it is sent, before anything is opened or typed: in thousands of bytes. */
const LIMIT_KB = 200;

const site = join(WEB, await buildSite());
const pages = globSync("**/page.tsx", { cwd: join(ROOT, "packages/web/app") }).map(dirname);
const { rootMainFiles } = JSON.parse(readFileSync(join(site, "build-manifest.json"), "utf8")) as {
  readonly rootMainFiles: readonly string[];
};

/** What each part of a page loads: its layouts, what is shown when it fails, and the page itself. */
interface Manifest {
  readonly entryJSFiles: Readonly<Record<string, readonly string[]>>;
}

/** The scripts of a page, as its HTML names them. */
function scriptsOf(page: string): readonly string[] {
  const file = join(site, "server/app", page, "page_client-reference-manifest.js");
  const scope: { __RSC_MANIFEST: Record<string, Manifest> } = { __RSC_MANIFEST: {} };
  runInNewContext(readFileSync(file, "utf8"), { ...scope, globalThis: scope });
  const [manifest] = Object.values(scope.__RSC_MANIFEST);
  if (!manifest) throw new Error(`${file} says nothing`);
  return [...new Set([...rootMainFiles, ...Object.values(manifest.entryJSFiles).flat()])];
}

const sizes = new Map<string, number>();
function sizeOf(script: string): number {
  const size = sizes.get(script) ?? gzipSync(readFileSync(join(site, script))).byteLength;
  sizes.set(script, size);
  return size;
}

it("finds every page of the site, and the scripts of each", () => {
  expect(pages.length).toBeGreaterThan(25);
  expect(sizeOf(rootMainFiles[0] ?? "")).toBeGreaterThan(1_000);
});

it.each(pages.toSorted())(`loads at most ${LIMIT_KB} KB of JavaScript at %s`, (page) => {
  const scripts = scriptsOf(page);
  // More than what every page has: its own are among them.
  expect(scripts.length).toBeGreaterThan(rootMainFiles.length);
  const kilobytes = scripts.reduce((sum, script) => sum + sizeOf(script), 0) / 1_000;
  const parts = scripts.map((script) => `${script} ${sizeOf(script)}`);
  expect(kilobytes, parts.join("\n")).toBeLessThanOrEqual(LIMIT_KB);
});
