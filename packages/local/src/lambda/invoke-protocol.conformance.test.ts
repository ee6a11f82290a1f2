import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../wire/store";
import { type LambdaFixture, lambdaOf } from "./sources.fixture";

const SOURCES = {
  "fn-echo.ts": "export const handler = async (event: unknown) => ({ event });",
  "fn-fail.ts": `class OrderLostError extends Error { override name = "OrderLostError"; }
    export const handler = async () => { throw new OrderLostError("order 7 is lost"); };`,
  "fn-print.ts": `export const handler = async ({ name }: { name: string }) => {
      process.stdout.write(name + " one\\n" + name + " tw");
      await new Promise((done) => setTimeout(done, 5));
      process.stdout.write("o\\n");
      process.stderr.write(Buffer.from(name + " thrée"));
    };`,
  "fn-flaky.ts": `const seen = new Map<string, number>();
    export const handler = async (event: { key?: string }, { awsRequestId: id }: { awsRequestId: string }) => {
      const times = (seen.get(id) ?? 0) + 1;
      seen.set(id, times);
      process.stdout.write("attempt " + times + " of " + event.key + "\\n");
      if (times < 3) throw new Error("not yet");
    };`,
};

let fixture: LambdaFixture;
beforeAll(async () => {
  fixture = await lambdaOf(SOURCES, { retryDelaysMs: [10, 10] });
});
afterAll(() => fixture.close());

async function post(path: string, body: string | Uint8Array = "{}", headers = {}) {
  const authorization = "AWS4-HMAC-SHA256 Credential=k/20300101/eu-central-1/lambda/aws4_request";
  return fetch(`${fixture.url}/2015-03-31/functions${path}`, {
    method: "POST",
    body: body as BodyInit,
    headers: { authorization, ...headers },
  });
}

async function get(path: string) {
  const authorization = "AWS4-HMAC-SHA256 Credential=k/20300101/eu-central-1/lambda/aws4_request";
  const response = await fetch(`${fixture.url}/2015-03-31/functions${path}`, {
    headers: { authorization },
  });
  return { status: response.status, body: await response.json() };
}

describe("invoke over HTTP", () => {
  test("RequestResponse answers 200 with the result and the executed version", async () => {
    const response = await post("/echo/invocations", '{"a":1}');
    expect(response.status).toBe(200);
    expect(response.headers.get("x-amz-executed-version")).toBe("$LATEST");
    expect(response.headers.get("x-amz-function-error")).toBeNull();
    expect(await response.json()).toEqual({ event: { a: 1 } });
  });

  test("a function's failure is 200 with X-Amz-Function-Error and the error as the payload", async () => {
    const response = await post("/fail/invocations");
    expect(response.status).toBe(200);
    expect(response.headers.get("x-amz-function-error")).toBe("Unhandled");
    expect(await response.json()).toMatchObject({
      errorType: "OrderLostError",
      errorMessage: "order 7 is lost",
    });
  });

  test("a name may be an ARN, a partial ARN or have a qualifier", async () => {
    const arn = "arn:aws:lambda:eu-central-1:000000000000:function:echo";
    for (const name of [arn, `${arn}:live`, "000000000000:function:echo", "echo:$LATEST"]) {
      const response = await post(`/${encodeURIComponent(name)}/invocations`);
      expect(response.status).toBe(200);
    }
  });

  test("LogType Tail returns the end of the output", async () => {
    const response = await post("/print/invocations", '{"name":"c"}', { "x-amz-log-type": "Tail" });
    const tail = Buffer.from(response.headers.get("x-amz-log-result") ?? "", "base64").toString();
    expect(tail).toBe("c one\nc two\nc thrée\n");
  });

  test("DryRun answers 204 without a call", async () => {
    const headers = { "x-amz-invocation-type": "DryRun" };
    expect((await post("/fail/invocations", "{}", headers)).status).toBe(204);
  });

  test("Event answers 202 and is tried again twice with the same request ID", async () => {
    const headers = { "x-amz-invocation-type": "Event" };
    const response = await post("/flaky/invocations", '{"key":"k1"}', headers);
    expect(response.status).toBe(202);
    const requestId = response.headers.get("x-amzn-requestid");
    const attempts = () =>
      fixture.lines
        .filter((line) => line.requestId === requestId && line.line.startsWith("attempt"))
        .map(({ line }) => line);
    await expect
      .poll(attempts, { timeout: 5000 })
      .toEqual(["attempt 1 of k1", "attempt 2 of k1", "attempt 3 of k1"]);
  });

  test("an unknown function, broken JSON and an unknown type are the documented errors", async () => {
    const missing = await post("/absent/invocations");
    expect([missing.status, missing.headers.get("x-amzn-errortype")]).toEqual([
      404,
      "ResourceNotFoundException",
    ]);
    const broken = await post("/echo/invocations", "{");
    expect([broken.status, broken.headers.get("x-amzn-errortype")]).toEqual([
      400,
      "InvalidRequestContentException",
    ]);
    const type = await post("/echo/invocations", "{}", { "x-amz-invocation-type": "Later" });
    expect(type.headers.get("x-amzn-errortype")).toBe("InvalidParameterValueException");
  });

  test("GetFunction and ListFunctions describe the functions", async () => {
    const { body } = await get("/echo");
    expect(body.Configuration).toMatchObject({ FunctionName: "echo", Timeout: 5, State: "Active" });
    const list = await get("/");
    expect(list.body.Functions).toHaveLength(fixture.lambda.functionNames.length);
    expect((await get("/absent")).status).toBe(404);
  });
});

test("an accepted Event invocation survives the end of the process", async () => {
  const store = openStore(":memory:");
  const sources = { "fn-stuck.ts": "export const handler = () => new Promise(() => undefined);" };
  const first = await lambdaOf(sources, { store });
  const headers = {
    authorization: "AWS4-HMAC-SHA256 Credential=k/20300101/eu-central-1/lambda/aws4_request",
    "x-amz-invocation-type": "Event",
  };
  const url = `${first.url}/2015-03-31/functions/stuck/invocations`;
  expect((await fetch(url, { method: "POST", body: '{"n":1}', headers })).status).toBe(202);
  await first.close();
  const fixed = {
    "fn-stuck.ts":
      "export const handler = async (e: object) => void process.stdout.write(JSON.stringify(e));",
  };
  const second = await lambdaOf(fixed, { store });
  await expect
    .poll(() => second.lines.map(({ line }) => line), { timeout: 5000 })
    .toEqual(['{"n":1}']);
  await expect
    .poll(() => store.prepare("SELECT count(*) AS n FROM lambda_event").get()?.n, { timeout: 5000 })
    .toBe(0);
  await second.close();
});

test("an Event invocation that the shutdown broke is no attempt, and one that ended well is done", async () => {
  const store = openStore(":memory:");
  const after = (ms: number, end: string) =>
    `export const handler = async () => { process.stdout.write("begun\\n"); await new Promise((done) => setTimeout(done, ${ms})); ${end} };`;
  const served = await lambdaOf(
    { "fn-breaks.ts": after(300, 'throw new Error("no endpoint");'), "fn-ends.ts": after(350, "") },
    { store, retryDelaysMs: [60_000] },
  );
  const headers = {
    authorization: "AWS4-HMAC-SHA256 Credential=k/20300101/eu-central-1/lambda/aws4_request",
    "x-amz-invocation-type": "Event",
  };
  for (const name of ["breaks", "ends"]) {
    const url = `${served.url}/2015-03-31/functions/${name}/invocations`;
    await fetch(url, { method: "POST", body: "{}", headers });
  }
  const begun = () => served.lines.filter(({ line }) => line === "begun").length;
  await expect.poll(begun, { interval: 5, timeout: 5000 }).toBe(2);
  await served.lambda.close();
  const rows = () => store.prepare("SELECT functionName, attempts FROM lambda_event").all();
  await expect
    .poll(() => rows().map((row) => ({ ...row })), { timeout: 5000 })
    .toEqual([{ functionName: "breaks", attempts: 0 }]);
  await served.close();
});
