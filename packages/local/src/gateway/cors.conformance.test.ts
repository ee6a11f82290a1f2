import { afterEach, describe, expect, test } from "vitest";
import type { Cors } from "./cors";
import type { HttpApiOptions } from "./http-api";
import { httpApiOf, type Sent } from "./http-api.fixture";

let api: Awaited<ReturnType<typeof httpApiOf>> | undefined;
afterEach(() => api?.close());

async function answering(answer: () => unknown, options: Partial<HttpApiOptions> = {}) {
  const served = await httpApiOf(answer, options);
  api = served;
  return served;
}

describe("CORS", () => {
  const APP = "https://app.example.com";
  const CORS: Cors = {
    allowOrigins: [APP, "http://*"],
    allowMethods: ["GET", "POST"],
    allowHeaders: ["Content-Type", "X-Tenant-ID"],
    exposeHeaders: ["ETag"],
    allowCredentials: true,
    maxAgeSeconds: 600,
  };
  const routes = [{ routeKey: "GET /a", functionName: "a" }];
  const result = {
    statusCode: 200,
    headers: { "Access-Control-Allow-Origin": "https://evil", "Access-Control-Max-Age": "1" },
  };
  const preflight = (Origin: string): Sent => ({
    headers: { Origin, "Access-Control-Request-Method": "POST" },
  });

  test("a preflight is answered by the gateway, whether or not there is a route", async () => {
    const { call, called } = await answering(() => result, { cors: CORS, routes });
    const { status, headers, text } = await call("OPTIONS", "/anywhere", preflight(APP));
    expect([status, text]).toEqual([204, ""]);
    expect(headers).toMatchObject({
      "access-control-allow-origin": APP,
      "access-control-allow-methods": "GET,POST",
      "access-control-allow-headers": "content-type,x-tenant-id",
      "access-control-allow-credentials": "true",
      "access-control-max-age": "600",
    });
    expect(called).toEqual([]);
  });

  test("a preflight from another origin has no CORS headers", async () => {
    const { call } = await answering(() => result, { cors: CORS, routes });
    const { status, headers } = await call("OPTIONS", "/a", preflight("https://other.example.com"));
    expect(status).toBe(204);
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  test("the function's own CORS headers are replaced by the configured ones", async () => {
    const { call } = await answering(() => result, { cors: CORS, routes });
    const { headers } = await call("GET", "/a", { headers: { Origin: "http://localhost:3000" } });
    expect(headers).toMatchObject({
      "access-control-allow-origin": "http://localhost:3000",
      "access-control-expose-headers": "etag",
    });
    expect(headers).not.toHaveProperty("access-control-max-age");
    const other = await call("GET", "/a", { headers: { Origin: "https://other.example.com" } });
    expect([other.status, other.headers["access-control-allow-origin"]]).toEqual([200, undefined]);
  });

  test("the gateway's own errors carry the CORS headers too", async () => {
    const { call } = await answering(() => result, { cors: CORS, routes });
    const { status, headers } = await call("GET", "/none", { headers: { Origin: APP } });
    expect([status, headers["access-control-allow-origin"]]).toEqual([404, APP]);
  });

  test("the origin * is answered as it is, and never with credentials", async () => {
    const { call } = await answering(() => result, { cors: { allowOrigins: ["*"] } });
    const { headers } = await call("GET", "/a", { headers: { Origin: APP } });
    expect(headers["access-control-allow-origin"]).toBe("*");
    const cors = { allowOrigins: ["*"], allowCredentials: true };
    await expect(httpApiOf(() => "", { cors })).rejects.toThrow("credentials");
  });

  test("without configuration the function's CORS headers and OPTIONS routes are its own", async () => {
    const { call, called } = await answering(() => result);
    const { headers, status } = await call("OPTIONS", "/a", preflight(APP));
    expect([status, headers["access-control-allow-origin"]]).toEqual([200, "https://evil"]);
    expect(called).toEqual(["default"]);
  });
});
