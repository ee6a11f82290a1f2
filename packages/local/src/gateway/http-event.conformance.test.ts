import { afterEach, describe, expect, test } from "vitest";
import { httpApiOf } from "./http-api.fixture";

let api: Awaited<ReturnType<typeof httpApiOf>> | undefined;
afterEach(() => api?.close());

async function served() {
  api = await httpApiOf(() => "ok");
  return api;
}

describe("the event", () => {
  test("has the members of payload format 2.0 and no others", async () => {
    const { eventOf, port } = await served();
    const event = await eventOf("GET", "/a?b=1", { headers: { "User-Agent": "tester/1" } });
    expect(event).toEqual({
      version: "2.0",
      routeKey: "$default",
      rawPath: "/a",
      rawQueryString: "b=1",
      headers: expect.objectContaining({ host: `127.0.0.1:${port}`, "user-agent": "tester/1" }),
      queryStringParameters: { b: "1" },
      requestContext: {
        accountId: "000000000000",
        apiId: "local",
        domainName: `127.0.0.1:${port}`,
        domainPrefix: "127",
        http: {
          method: "GET",
          path: "/a",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "tester/1",
        },
        requestId: expect.stringMatching(/^[\w-]{15}=$/),
        routeKey: "$default",
        stage: "$default",
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      isBase64Encoded: false,
    });
    expect(Math.abs(Date.now() - event.requestContext.timeEpoch)).toBeLessThan(5000);
  });

  test("query values are decoded and repeated ones joined; the raw query stays as sent", async () => {
    const { eventOf } = await served();
    const event = await eventOf("GET", "/?a=1&b=x%20y+z&a=2&c&d=%26");
    expect(event.queryStringParameters).toEqual({ a: "1,2", b: "x y z", c: "", d: "&" });
    expect(event.rawQueryString).toBe("a=1&b=x%20y+z&a=2&c&d=%26");
    expect("queryStringParameters" in (await eventOf("GET", "/"))).toBe(false);
  });

  test("header names are lower case and repeated headers joined by a comma", async () => {
    const { eventOf } = await served();
    const headers = ["Host", "h", "X-One", "a", "x-one", "b", "X-Forwarded-For", "9.9.9.9"];
    const event = await eventOf("GET", "/", { headers });
    expect(event.headers["x-one"]).toBe("a,b");
    expect(event.headers["x-forwarded-for"]).toBe("9.9.9.9, 127.0.0.1");
    expect(event.headers["x-forwarded-proto"]).toBe("http");
    expect(event.headers["x-amzn-trace-id"]).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(event.headers).not.toHaveProperty("connection");
  });

  test("cookies are a list of their own and not among the headers", async () => {
    const { eventOf } = await served();
    const event = await eventOf("GET", "/", { headers: { Cookie: "a=1; b=x=y" } });
    expect(event.cookies).toEqual(["a=1", "b=x=y"]);
    expect(event.headers).not.toHaveProperty("cookie");
  });

  test.each([
    "application/json",
    "application/json; charset=utf-8",
    "text/csv",
    "TEXT/PLAIN",
    "application/xml",
    "application/javascript",
  ])("a body of %s is text", async (type) => {
    const { eventOf } = await served();
    const event = await eventOf("POST", "/", { headers: { "Content-Type": type }, body: "é{}" });
    expect([event.body, event.isBase64Encoded]).toEqual(["é{}", false]);
    expect(event.headers["content-length"]).toBe("4");
  });

  test.each([
    "application/x-www-form-urlencoded",
    "application/octet-stream",
    "multipart/form-data; boundary=x",
    "application/vnd.api+json",
    "image/png",
  ])("a body of %s is base64", async (type) => {
    const { eventOf } = await served();
    const event = await eventOf("POST", "/", { headers: { "Content-Type": type }, body: "a=1" });
    expect([event.body, event.isBase64Encoded]).toEqual(["YT0x", true]);
  });

  test("a body without a type is base64", async () => {
    const { eventOf } = await served();
    const event = await eventOf("POST", "/", { body: "a" });
    expect([event.body, event.isBase64Encoded]).toEqual(["YQ==", true]);
  });

  test("bytes that are no UTF-8 reach the function unharmed, whatever their type says", async () => {
    const { eventOf } = await served();
    const body = Buffer.from([0x7b, 0xff, 0xfe, 0x00]);
    const event = await eventOf("POST", "/", {
      headers: { "Content-Type": "application/json" },
      body,
    });
    expect(event.isBase64Encoded).toBe(true);
    expect(Buffer.from(event.body ?? "", "base64").equals(body)).toBe(true);
  });

  test("without a body there is no body member", async () => {
    const { eventOf } = await served();
    const event = await eventOf("POST", "/", { headers: { "Content-Type": "application/json" } });
    expect("body" in event).toBe(false);
  });
});

describe("limits", () => {
  test("10,240 bytes of request line and headers pass, more are 431", async () => {
    const { call } = await served();
    const headers = (size: number) => ["Host", "h", "X-Big", "x".repeat(size)];
    // GET, /, Host, h, X-Big, Connection and close are counted too.
    const rest = "GET/HosthX-BigConnectionclose".length;
    expect((await call("GET", "/", { headers: headers(10_240 - rest) })).status).toBe(200);
    const { status, text } = await call("GET", "/", { headers: headers(10_241 - rest) });
    expect([status, text]).toEqual([431, '{"message":"Request Header Fields Too Large"}']);
  });

  test("a body over 10 MB is 413 Request Entity Too Large", async () => {
    const { call, called } = await served();
    const { status, text } = await call("POST", "/", { body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect([status, text]).toEqual([413, '{"message":"Request Entity Too Large"}']);
    expect(called).toEqual([]);
  });
});
