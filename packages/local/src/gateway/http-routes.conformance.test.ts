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
