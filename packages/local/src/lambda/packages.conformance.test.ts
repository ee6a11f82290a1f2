import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { type LambdaFixture, lambdaOf } from "./sources.fixture";

let fixture: LambdaFixture | undefined;
afterEach(() => fixture?.close());

/** The files of a package in the folder above the sources. */
function installed(name: string, main: string, text: string, type = "commonjs") {
  const folder = `../node_modules/${name}`;
  return {
    [`${folder}/package.json`]: JSON.stringify({ name, version: "1.0.0", type, main }),
    [`${folder}/${main}`]: text,
  };
}

async function serve(sources: Record<string, string>, watch = false) {
  const served = await lambdaOf(sources, { watch });
  fixture = served;
  const problems = served.builds.flatMap((build) => build.problems);
  return { ...served, problems, call: (name: string) => served.lambda.invoke(name, {}) };
}

test("an ES module is imported by name and by default", async () => {
  const { call, problems } = await serve({
    ...installed("esm-one", "index.js", "export const a = 1; export default 2;", "module"),
    "fn-a.ts": 'import two, { a } from "esm-one"; export const handler = async () => [a, two];',
  });
  expect(problems).toEqual([]);
  expect(await call("a")).toEqual([1, 2]);
});

test("a CommonJS module is imported by name, by default and as a namespace", async () => {
  const { call, problems } = await serve({
    ...installed("cjs-one", "index.js", "exports.a = 1; exports['b-c'] = require('node:os').EOL;"),
    ...installed("cjs-fn", "index.js", "module.exports = () => 3; module.exports.d = 4;"),
    "fn-a.ts": `import one, { a } from "cjs-one"; import * as all from "cjs-one"; import fn, { d } from "cjs-fn";
      export const handler = async () => [one.a, a, all["b-c"], fn(), d];`,
  });
  expect(problems).toEqual([]);
  expect(await call("a")).toEqual([1, 1, "\n", 3, 4]);
});

test("a package is one instance for all functions, also after a function was saved", async () => {
  const counter = "let n = 0; export const next = () => ++n;";
  const handler = 'import { next } from "counter"; export const handler = async () => next();';
  const { call, write, builds } = await serve(
    {
      ...installed("counter", "index.js", counter, "module"),
      "fn-a.ts": handler,
      "fn-b.ts": handler,
    },
    true,
  );
  expect([await call("a"), await call("b")]).toEqual([1, 2]);
  await write("fn-a.ts", `${handler} // saved\nexport const more = 1;`);
  await expect.poll(() => builds.length, { interval: 5, timeout: 5000 }).toBeGreaterThan(1);
  expect(await call("a")).toBe(3);
});

test("a package that is imported for the first time on save is there", async () => {
  const { call, write } = await serve(
    {
      ...installed("first", "index.js", "export const word = 'first';", "module"),
      ...installed("second", "index.js", "export { word as one } from 'first';", "module"),
      "fn-a.ts": 'import { word } from "first"; export const handler = async () => word;',
    },
    true,
  );
  expect(await call("a")).toBe("first");
  await write(
    "fn-a.ts",
    'import { one } from "second"; export const handler = async () => one + 2;',
  );
  await expect.poll(() => call("a"), { interval: 5, timeout: 5000 }).toBe("first2");
});

test("a package with a native addon requires it from where it is installed", async () => {
  const { call, folder } = await serve({
    ...installed("addon", "index.js", `exports.load = () => require("./build/x.node");`),
    "../node_modules/addon/build/x.node": "not a shared object",
    "fn-a.ts": `import { load } from "addon"; export const handler = async () => {
      try { load(); } catch (error) { return (error as Error).message; } };`,
  });
  expect(await call("a")).toContain(join(folder, "node_modules/addon/build/x.node"));
});

test("a package that is not installed is a build problem", async () => {
  const { problems } = await serve({
    "fn-a.ts": 'import "absent-package"; export const handler = 1;',
  });
  expect(problems[0]?.message).toContain('Could not resolve "absent-package"');
});

// Its own process: a test runner has answers of its own to unhandled rejections and to console.log.
test("a rejection that a handler forgot ends its invocation, not the laptop cloud", async () => {
  const { folder, write } = await serve({});
  await write(
    "stray.ts",
    `export const handler = async () => {
      console.log("begun");
      setTimeout(() => { throw new Error("in a timer"); }, 1);
      void Promise.reject(new TypeError("forgotten"));
      await new Promise(() => undefined);
    };`,
  );
  const lambda = fileURLToPath(new URL("./lambda.ts", import.meta.url));
  await writeFile(
    join(folder, "main.mts"),
    `import { createLambda } from ${JSON.stringify(lambda)};
    const lines: string[] = [];
    const lambda = await createLambda({
      functions: { stray: { entry: ${JSON.stringify(join(folder, "src/stray.ts"))}, timeoutSeconds: 5 } },
      outDir: ${JSON.stringify(join(folder, "out"))}, watch: false,
      onLog: ({ line }) => lines.push(line), onBuild: () => undefined,
    });
    const error = await lambda.invoke("stray", {}).catch((thrown) => thrown);
    await new Promise((done) => setTimeout(done, 20));
    await lambda.close();
    console.log(JSON.stringify([error.name, error.message, lines[0]]));`,
  );
  const root = fileURLToPath(new URL("../../../..", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", join(folder, "main.mts")], {
    cwd: root,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += String(chunk);
    });
  }
  const [code] = await once(child, "close");
  expect(output.trim()).toBe(
    '["Runtime.UnhandledPromiseRejection","TypeError: forgotten","begun"]',
  );
  expect(code).toBe(0);
});
