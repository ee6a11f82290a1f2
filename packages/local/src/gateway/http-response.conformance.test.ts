import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LambdaError } from "../lambda/function-error";
import { AwsError } from "../wire/aws-error";
import { logTo } from "../wire/log";
import type { HttpApiOptions, ServedRequest } from "./http-api";
import { httpApiOf } from "./http-api.fixture";

let api: Awaited<ReturnType<typeof httpApiOf>> | undefined;
beforeEach(() => logTo(() => undefined));
afterEach(async () => {
  logTo((line) => process.stderr.write(`${line}\n`));
  await api?.close();
});

async function answering(answer: () => unknown, options: Partial<HttpApiOptions> = {}) {
  const served = await httpApiOf(answer, options);
  api = served;
  return served;
}

async function answerTo(result: unknown) {
  const { call } = await answering(() => result);
  return call("GET", "/");
}

describe("a structured response", () => {
  test("has the function's status, headers and body", async () => {
    const reply = await answerTo({
      statusCode: 201,
      headers: { "Content-Type": "application/problem+json", "X-Count": 3, "X-Yes": true },
      body: '{"é":1}',
    });
    expect([reply.status, reply.text]).toEqual([201, '{"é":1}']);
    expect(reply.headers).toMatchObject({
      "content-type": "application/problem+json",
      "content-length": "8",
      "x-count": "3",
      "x-yes": "true",
      "apigw-requestid": expect.stringMatching(/^[\w-]{15}=$/),
    });
  });

  test("without a content type is text/plain", async () => {
    const { headers } = await answerTo({ statusCode: 200, body: "x" });
    expect(headers["content-type"]).toBe("text/plain;charset=UTF-8");
  });

  test("each cookie is a Set-Cookie header, beside one among the headers", async () => {
    const { headers } = await answerTo({
      statusCode: 200,
      headers: { "Set-Cookie": "a=1" },
      cookies: ["b=2; HttpOnly", "c=3, d"],
    });
    expect(headers["set-cookie"]).toEqual(["a=1", "b=2; HttpOnly", "c=3, d"]);
  });

  test("a base64 body is sent as its bytes", async () => {
    const bytes = Buffer.from([0, 255, 254, 10]);
    const reply = await answerTo({
      statusCode: 200,
      headers: { "content-type": "image/png" },
      body: bytes.toString("base64"),
      isBase64Encoded: true,
    });
    expect(reply.bytes.equals(bytes)).toBe(true);
  });

  test("needs no body, and 204 has none", async () => {
    expect(await answerTo({ statusCode: 202 })).toMatchObject({ status: 202, text: "" });
    const reply = await answerTo({ statusCode: 204, body: "dropped" });
    expect([reply.status, reply.text, reply.headers["content-length"]]).toEqual([
      204,
      "",
      undefined,
    ]);
  });

  test("a status in digits counts, and what concerns the connection is the gateway's affair", async () => {
    const headers = { Connection: "upgrade", "Transfer-Encoding": "gzip", "Content-Length": "99" };
    const reply = await answerTo({ statusCode: "302", headers, body: "ok" });
    expect([reply.status, reply.text, reply.headers["content-length"]]).toEqual([302, "ok", "2"]);
    expect(reply.headers["transfer-encoding"]).toBeUndefined();
  });

  test("multiValueHeaders, a member of format 1.0, is ignored", async () => {
    const reply = await answerTo({ statusCode: 200, multiValueHeaders: { "x-a": ["1", "2"] } });
    expect([reply.status, reply.headers["x-a"]]).toEqual([200, undefined]);
  });
});

describe("a result without statusCode is the body of a 200 in JSON", () => {
  test.each([
    ["an object", { a: [1] }, '{"a":[1]}'],
    ["text, as it is", "Hello", "Hello"],
    ["a list", [1, 2], "[1,2]"],
    ["a number", 7, "7"],
    ["nothing", null, "null"],
  ])("%s", async (_name, result, text) => {
    const reply = await answerTo(result);
    expect([reply.status, reply.text]).toEqual([200, text]);
    expect(reply.headers["content-type"]).toBe("application/json");
  });
});

describe("failures", () => {
  test.each([
    ["a status that is none", { statusCode: "ok" }],
    ["a status of null", { statusCode: null }],
    ["a status out of range", { statusCode: 99 }],
    ["a body that is an object", { statusCode: 200, body: { a: 1 } }],
    ["headers that are a list", { statusCode: 200, headers: ["a"] }],
    ["a header that is a list", { statusCode: 200, headers: { a: ["1", "2"] } }],
    ["a header with a line feed", { statusCode: 200, headers: { a: "1\r\nb: 2" } }],
    ["cookies that are text", { statusCode: 200, cookies: "a=1" }],
    ["a cookie that is a number", { statusCode: 200, cookies: [1] }],
  ])("a response with %s is 500", async (_name, result) => {
    const { status, text } = await answerTo(result);
    expect([status, text]).toEqual([500, '{"message":"Internal Server Error"}']);
  });

  test.each([
    ["error", new Error("secret")],
    ["timeout", new LambdaError("Sandbox.Timedout", "Task timed out after 3.00 seconds")],
    ["response over 6 MB", new LambdaError("Function.ResponseSizeTooLarge", "too large")],
  ])("a function's %s is 500 without its message", async (_name, error) => {
    const { call } = await answering(() => Promise.reject(error));
    const { status, text } = await call("GET", "/");
    expect([status, text]).toEqual([500, '{"message":"Internal Server Error"}']);
  });

  test("a function that outlasts the integration timeout is 503", async () => {
    const slow = () => new Promise((resolve) => setTimeout(resolve, 200));
    const { call } = await answering(slow, { integrationTimeoutMs: 20 });
    const { status, text } = await call("GET", "/");
    expect([status, text]).toEqual([503, '{"message":"Service Unavailable"}']);
  });

  test("an event over the function's 6 MB is 413", async () => {
    const refuse = () => {
      throw new AwsError("RequestTooLargeException", "too large", { status: 413 });
    };
    const { call } = await answering(refuse);
    const { status, text } = await call("POST", "/", { body: "x" });
    expect([status, text]).toEqual([413, '{"message":"Request Entity Too Large"}']);
  });

  test("a caller who leaves early harms nobody", async () => {
    const { call, port, events } = await answering(() => "ok");
    const socket = (await import("node:net")).connect(port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc");
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    expect((await call("GET", "/")).status).toBe(200);
    expect(events).toHaveLength(1);
  });
});

test("onRequest hears of every request, also of those that reach no function", async () => {
  const seen: ServedRequest[] = [];
  const routes = [{ routeKey: "GET /a/{id}", functionName: "fn" }];
  const onRequest = (request: ServedRequest) => void seen.push(request);
  const { call } = await answering(() => ({ statusCode: 201 }), { routes, onRequest });
  const { headers } = await call("GET", "/a/%201?x=1");
  await call("GET", "/b");
  expect(seen[0]).toEqual({
    id: headers["apigw-requestid"],
    method: "GET",
    path: "/a/%201",
    status: 201,
    ms: expect.any(Number),
    functionName: "fn",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  });
  expect(seen[1]).toMatchObject({ path: "/b", status: 404, functionName: undefined });
});
