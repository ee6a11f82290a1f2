import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type LambdaFixture, lambdaOf } from "./sources.fixture";

let fixture: LambdaFixture | undefined;
afterEach(() => fixture?.close());

const answer = (text: string) => `export const handler = async () => "${text}";`;

async function serve(sources: Record<string, string>, watch = true) {
  const served = await lambdaOf(sources, { watch });
  fixture = served;
  return { ...served, call: (name: string) => served.lambda.invoke(name, {}) };
}

test("a saved handler answers anew, and only it is loaded again", async () => {
  const { write, call, builds } = await serve({
    "fn-a.ts": answer("one"),
    "fn-b.ts": "let calls = 0; export const handler = async () => ++calls;",
  });
  expect([await call("a"), await call("b")]).toEqual(["one", 1]);
  await write("fn-a.ts", answer("two"));
  await expect.poll(() => call("a"), { interval: 5, timeout: 5000 }).toBe("two");
  expect(await call("b")).toBe(2);
  expect(builds.at(-1)).toMatchObject({ changed: ["a"], problems: [] });
});

test("a change in what functions import reaches all that import it, and no other", async () => {
  const { write, call, builds } = await serve({
    "deep/words.ts": 'export const word = "old";',
    "fn-a.ts": 'import { word } from "./deep/words"; export const handler = async () => word + 1;',
    "fn-b.ts": 'import { word } from "./deep/words"; export const handler = async () => word + 2;',
    "fn-c.ts": answer("c"),
  });
  await write("deep/words.ts", 'export const word = "new";');
  await expect.poll(() => call("a"), { interval: 5, timeout: 5000 }).toBe("new1");
  expect(await call("b")).toBe("new2");
  expect(builds.at(-1)?.changed.toSorted()).toEqual(["a", "b"]);
});

test("a build error is reported with its place, and the last good code stays in service", async () => {
  const { write, call, builds, folder } = await serve({ "fn-a.ts": answer("good") });
  await write("fn-a.ts", "export const handler = async () =>\n  ;");
  await expect
    .poll(() => builds.at(-1)?.problems[0], { interval: 5, timeout: 5000 })
    .toMatchObject({
      message: 'Unexpected ";"',
      file: join(folder, "src/fn-a.ts"),
      line: 2,
      column: 2,
    });
  expect(await call("a")).toBe("good");
  await write("fn-a.ts", answer("mended"));
  await expect.poll(() => call("a"), { interval: 5, timeout: 5000 }).toBe("mended");
});

test("a module that throws while it is loaded leaves the last good code in service", async () => {
  const { write, call, builds } = await serve({ "fn-a.ts": answer("good") });
  await write("fn-a.ts", `${answer("bad")}\nthrow new TypeError("at load");`);
  await expect
    .poll(() => builds.at(-1)?.problems[0]?.message, { interval: 5, timeout: 5000 })
    .toBe("a: Runtime.ImportModuleError: TypeError: at load");
  expect(await call("a")).toBe("good");
});

test("code that cannot be built at the start fails its calls until it is mended", async () => {
  const { write, call } = await serve({ "fn-a.ts": 'import "./new-folder/absent"; ??' });
  await expect(call("a")).rejects.toMatchObject({ name: "Runtime.UserCodeSyntaxError" });
  await write(
    "fn-a.ts",
    'import { x } from "./new-folder/absent"; export const handler = () => x;',
  );
  await write("new-folder/absent.ts", 'export const x = "there";');
  await expect
    .poll(() => call("a").catch(() => "not yet"), { interval: 20, timeout: 5000 })
    .toBe("there");
});

test("a call at work ends with the code it began with", async () => {
  const { write, call } = await serve({
    "fn-a.ts": `export const handler = async () => {
      await new Promise((done) => setTimeout(done, 300)); return "old"; };`,
  });
  const begun = call("a");
  await write("fn-a.ts", answer("new"));
  await expect.poll(() => call("a"), { interval: 5, timeout: 5000 }).toBe("new");
  expect(await begun).toBe("old");
});

test("the environment of a function is set before its module is loaded", async () => {
  const source =
    "const set = process.env.LAMBDA_TEST_WORD; export const handler = async () => set;";
  const first = await lambdaOf({ "fn-a.ts": source }, { watch: false });
  fixture = first;
  const entry = join(first.folder, "src/fn-a.ts");
  const environment = { LAMBDA_TEST_WORD: "ready" };
  const second = await lambdaOf(
    {},
    { functions: { a: { entry, timeoutSeconds: 1, environment } } },
  );
  expect(await second.lambda.invoke("a", null)).toBe("ready");
  await second.close();
});
