import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LambdaError } from "./function-error";
import { type LambdaFixture, lambdaOf } from "./sources.fixture";

const SOURCES = {
  "shared.ts": "export const state = { calls: 0 };",
  "fn-echo.ts": "export const handler = async (event: unknown) => ({ event });",
  "fn-context.ts": `export const handler = async (_event: unknown, context: { getRemainingTimeInMillis(): number }) =>
    ({ ...context, left: context.getRemainingTimeInMillis() });`,
  "fn-nothing.ts": "export const handler = async () => undefined;",
  "fn-date.ts":
    "export const handler = async () => ({ at: new Date(0), gone: undefined, map: new Map([[1, 2]]) });",
  "fn-mutate.ts": "export const handler = async (event: { list: number[] }) => event.list.push(3);",
  "fn-fail.ts": `class OrderLostError extends Error { override name = "OrderLostError"; }
    export const handler = async () => { throw new OrderLostError("order 7 is lost"); };`,
  "fn-throw-text.ts": 'export const handler = async () => { throw "plain"; };',
  "fn-sync.ts": "export const handler = () => 7;",
  "fn-callback.ts":
    "export const handler = (_e: unknown, _c: unknown, done: (x: unknown, y: unknown) => void) => done(null, 1);",
  "fn-cycle.ts":
    "export const handler = async () => { const a: { a?: unknown } = {}; a.a = a; return a; };",
  "fn-hang.ts": "export const handler = () => new Promise(() => undefined);",
  "fn-big.ts": 'export const handler = async ({ size }: { size: number }) => "x".repeat(size);',
  "fn-print.ts": `export const handler = async ({ name }: { name: string }) => {
      process.stdout.write(name + " one\\n" + name + " tw");
      await new Promise((done) => setTimeout(done, 5));
      process.stdout.write("o\\n");
      process.stderr.write(Buffer.from(name + " thrée"));
    };`,
  "fn-count.ts":
    'import { state } from "./shared"; export const handler = async () => ++state.calls;',
  "fn-other-count.ts":
    'import { state } from "./shared"; export const handler = async () => ++state.calls;',
  "fn-require.ts":
    'export const handler = async () => [typeof require("node:os").cpus, typeof __dirname];',
  "fn-unexported.ts": "export const handle = async () => 1;",
  "fn-broken-import.ts": 'export const handler = async () => 1; throw new Error("no setting");',
};

let fixture: LambdaFixture;
beforeAll(async () => {
  fixture = await lambdaOf(SOURCES);
});
afterAll(() => fixture.close());

const invoke = (name: string, payload: unknown = {}, timeoutSeconds = 5) =>
  fixture.lambda.invoke(name, payload, { timeoutSeconds });

async function failureOf(call: Promise<unknown>) {
  return call.then(
    () => expect.unreachable("it should have failed"),
    (error: unknown) => error as LambdaError & { code?: string; status?: number },
  );
}

describe("invoke in process", () => {
  test("the event and the result travel as JSON", async () => {
    const event = { at: new Date(0), gone: undefined, list: [undefined] };
    expect(await invoke("echo", event)).toEqual({
      event: { at: "1970-01-01T00:00:00.000Z", list: [null] },
    });
    expect(await invoke("date")).toEqual({ at: "1970-01-01T00:00:00.000Z", map: {} });
  });

  test("a handler cannot change the caller's event", async () => {
    const event = { list: [1, 2] };
    expect(await invoke("mutate", event)).toBe(3);
    expect(event.list).toEqual([1, 2]);
  });

  test("no result is null, and a handler need not be async", async () => {
    expect(await invoke("nothing")).toBeNull();
    expect(await invoke("sync")).toBe(7);
  });

  test("the context names the function, the request, its logs and the time left", async () => {
    let requestId = "";
    const context = await fixture.lambda.invoke("context", null, {
      timeoutSeconds: 3,
      onRequestId: (id) => {
        requestId = id;
      },
    });
    expect(context).toMatchObject({
      functionName: "context",
      functionVersion: "$LATEST",
      awsRequestId: requestId,
      invokedFunctionArn: expect.stringMatching(/^arn:aws:lambda:[\w-]+:\d{12}:function:context$/),
      memoryLimitInMB: "1024",
      logGroupName: "/aws/lambda/context",
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
    });
    const { left } = context as { left: number };
    expect(left).toBeGreaterThan(2000);
    expect(left).toBeLessThanOrEqual(3000);
  });

  test("a thrown error surfaces with its name, message and a trace into the TypeScript source", async () => {
    const error = await failureOf(invoke("fail"));
    expect(error).toBeInstanceOf(LambdaError);
    expect(error).toMatchObject({ name: "OrderLostError", message: "order 7 is lost" });
    expect(error.trace.join("\n")).toMatch(/fn-fail\.ts:2/);
  });

  test("a thrown value that is no error has its type as the error type", async () => {
    expect(await failureOf(invoke("throw-text"))).toMatchObject({
      name: "string",
      message: "plain",
    });
  });

  test("a callback handler is refused, as in Node.js 24", async () => {
    const error = await failureOf(invoke("callback"));
    expect(error.name).toBe("Runtime.CallbackHandlerDeprecated");
  });

  test("a result that is not JSON is a Runtime.MarshalError", async () => {
    expect((await failureOf(invoke("cycle"))).name).toBe("Runtime.MarshalError");
  });

  test("a hanging handler is abandoned after the timeout with Sandbox.Timedout", async () => {
    const error = await failureOf(invoke("hang", {}, 0.05));
    expect(error.name).toBe("Sandbox.Timedout");
    expect(error.message).toMatch(
      /^RequestId: [\w-]{36} Error: Task timed out after 0\.05 seconds$/,
    );
  });

  test("a request of 6,291,456 bytes passes and one byte more is RequestTooLargeException", async () => {
    const quotes = 2;
    await invoke("nothing", "x".repeat(6_291_456 - quotes));
    const error = await failureOf(invoke("nothing", "x".repeat(6_291_456 - quotes + 1)));
    expect(error).toMatchObject({ code: "RequestTooLargeException", status: 413 });
  });

  test("a response of 6,291,556 bytes passes and one byte more is Function.ResponseSizeTooLarge", async () => {
    expect(await invoke("big", { size: 6_291_556 - 2 })).toHaveLength(6_291_554);
    const error = await failureOf(invoke("big", { size: 6_291_556 - 1 }));
    expect(error.name).toBe("Function.ResponseSizeTooLarge");
    expect(error.message).toContain("6291556 bytes");
  });

  test("an unknown function is ResourceNotFoundException", async () => {
    const error = await failureOf(invoke("toString"));
    expect(error).toMatchObject({ code: "ResourceNotFoundException", status: 404 });
  });

  test("functions share the modules they both import", async () => {
    expect([await invoke("count"), await invoke("other-count"), await invoke("count")]).toEqual([
      1, 2, 3,
    ]);
  });

  test("CommonJS dependencies find require and __dirname", async () => {
    expect(await invoke("require")).toEqual(["function", "string"]);
  });

  test("a module without handler and one that throws while loading fail alone, and are reported", async () => {
    expect((await failureOf(invoke("unexported"))).name).toBe("Runtime.HandlerNotFound");
    const error = await failureOf(invoke("broken-import"));
    expect(error).toMatchObject({
      name: "Runtime.ImportModuleError",
      message: "Error: no setting",
    });
    const problems = fixture.builds[0]?.problems.map(({ message }) => message) ?? [];
    expect(problems.sort()).toEqual([
      "broken-import: Runtime.ImportModuleError: Error: no setting",
      "unexported: Runtime.HandlerNotFound: handler is undefined or not exported",
    ]);
  });
});

describe("what a handler writes", () => {
  test("goes line by line to the invocation that wrote it, also when two overlap", async () => {
    const ids: string[] = [];
    const onRequestId = (id: string) => void ids.push(id);
    await Promise.all(
      ["a", "b"].map((name) => fixture.lambda.invoke("print", { name }, { onRequestId })),
    );
    for (const [index, name] of ["a", "b"].entries()) {
      const own = fixture.lines.filter(({ requestId }) => requestId === ids[index]);
      expect(own.map(({ line }) => line)).toEqual([`${name} one`, `${name} two`, `${name} thrée`]);
      expect(own[0]?.functionName).toBe("print");
    }
  });

  test("is followed by the error that ended it", async () => {
    await failureOf(invoke("fail"));
    const line = fixture.lines.findLast(({ functionName }) => functionName === "fail")?.line ?? "";
    expect(line).toMatch(/^Invoke Error\t\{"errorType":"OrderLostError"/);
  });

  test("outside an invocation goes where it always went", async () => {
    const before = fixture.lines.length;
    const write = process.stdout.write("");
    expect(typeof write).toBe("boolean");
    expect(fixture.lines).toHaveLength(before);
  });
});
