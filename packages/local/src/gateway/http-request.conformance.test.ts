import { afterEach, describe, expect, test } from "vitest";
import { httpApiOf } from "./http-api.fixture";

let api: Awaited<ReturnType<typeof httpApiOf>> | undefined;
afterEach(() => api?.close());

async function routed(keys: readonly string[], stage?: string) {
  const routes = keys.map((routeKey) => ({ routeKey, functionName: routeKey }));
  const served = await httpApiOf(() => "ok", stage ? { routes, stage } : { routes });
  api = served;
  return served;
}

async function served() {
  api = await httpApiOf(() => "ok");
  return api;
}

describe("routing", () => {
  const KEYS = [
    "$default",
    "ANY /{proxy+}",
    "GET /pets/{proxy+}",
    "GET /pets/dog/{id}",
    "ANY /pets/dog/{id}",
    "GET /pets/dog/1",
    "GET /pets/{kind}/1",
  ];
  test.each([
    ["GET", "/pets/dog/1", "GET /pets/dog/1"],
    ["GET", "/pets/dog/2", "GET /pets/dog/{id}"],
    ["POST", "/pets/dog/2", "ANY /pets/dog/{id}"],
    ["GET", "/pets/cat/1", "GET /pets/{kind}/1"],
    ["GET", "/pets/cat/2", "GET /pets/{proxy+}"],
    ["GET", "/pets/dog/2/owner", "GET /pets/{proxy+}"],
    ["POST", "/pets/cat/2", "ANY /{proxy+}"],
    ["GET", "/", "$default"],
  ])("%s %s is served by the most specific route", async (method, path, key) => {
    const { eventOf } = await routed(KEYS);
    expect((await eventOf(method, path)).routeKey).toBe(key);
  });

  test("an unknown route and a known path with another method are 404 Not Found", async () => {
    const { call, called } = await routed(["GET /a", "GET /a/{id}"]);
    for (const [method, path] of [
      ["GET", "/b"],
      ["POST", "/a"],
      ["GET", "/a/1/2"],
    ] as const) {
      const { status, text, headers } = await call(method, path);
      expect([status, text]).toEqual([404, '{"message":"Not Found"}']);
      expect(headers["content-type"]).toBe("application/json");
    }
    expect(called).toEqual([]);
  });

  test("a trailing slash counts and a variable is never empty", async () => {
    const { call } = await routed(["GET /a", "GET /b/{id}", "GET /c/{proxy+}"]);
    const statuses = ["/a", "/a/", "/b/1", "/b/", "/c/1/", "/c/", "/c"].map(
      async (path) => (await call("GET", path)).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 404, 200, 404, 200, 404, 404]);
  });

  test("path parameters and rawPath are decoded, and a greedy one keeps its slashes", async () => {
    const { eventOf } = await routed(["GET /x/{id}/y/{rest+}"]);
    const event = await eventOf("GET", "/x/a%20b%C3%A9/y/c/d%2Be");
    expect(event.pathParameters).toEqual({ id: "a bé", rest: "c/d+e" });
    expect(event.rawPath).toBe("/x/a bé/y/c/d+e");
  });

  test("an encoded slash separates segments, for the path is decoded first", async () => {
    const { call } = await routed(["GET /x/{id}"]);
    expect((await call("GET", "/x/a%2Fb")).status).toBe(404);
    expect((await call("GET", "/x/%E0%A4%A")).status).toBe(400);
  });

  test("a named stage is the first segment, stays in rawPath and is not part of the route", async () => {
    const { eventOf, call } = await routed(["GET /a", "GET /"], "prod");
    const event = await eventOf("GET", "/prod/a");
    expect([event.rawPath, event.routeKey]).toEqual(["/prod/a", "GET /a"]);
    expect(event.requestContext.stage).toBe("prod");
    expect((await eventOf("GET", "/prod")).routeKey).toBe("GET /");
    expect((await call("GET", "/a")).status).toBe(404);
  });

  test("routes that cannot be told apart and malformed route keys are refused", async () => {
    await expect(routed(["GET /a/{id}", "GET /a/{key}"])).rejects.toThrow("same requests");
    await expect(routed(["GET /a/{id+}/b"])).rejects.toThrow("last segment");
    await expect(routed(["FETCH /a"])).rejects.toThrow("Not a route key");
  });

  test("HEAD needs a route of its own and is answered without a body", async () => {
    const { call, events } = await routed(["GET /a", "ANY /b"]);
    expect((await call("HEAD", "/a")).status).toBe(404);
    const { status, text, headers } = await call("HEAD", "/b");
    expect([status, text, headers["content-length"]]).toEqual([200, "", "2"]);
    expect(events[0]?.requestContext.http.method).toBe("HEAD");
  });
});

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
