import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { API_HEADERS } from "@faibric/core/platform/security-headers";
import { MAX_BODY_BYTES } from "@faibric/functions/platform/request";
import { expect, it } from "vitest";

const VIEWER = "2001:db8::7";

interface Answer {
  readonly uri?: string;
  readonly statusCode?: number;
  readonly headers: Readonly<Record<string, { readonly value: string }>>;
  readonly body?: string;
}

const source = readFileSync(join(import.meta.dirname, "viewer-request.js"), "utf8");

/** Runs the file as CloudFront does: alone, with nothing of Node around it. */
function call(uri: string, headers: Record<string, { value: string }> = {}, more = {}): Answer {
  const request = { method: "POST", uri, querystring: {}, headers, cookies: {}, ...more };
  const event = {
    version: "1.0",
    context: { requestId: "edge-1" },
    viewer: { ip: VIEWER },
    request,
  };
  const answer = runInNewContext(`${source}; handler(${JSON.stringify(event)})`);
  return JSON.parse(JSON.stringify(answer));
}

it("drops a trailing slash, and leaves all else of an address as it is", () => {
  expect(call("/api/tenants/").uri).toBe("/api/tenants");
  expect(call("/api/").uri).toBe("/api");
  expect(call("/api/tenants").uri).toBe("/api/tenants");
  expect(call("/api/tenants/a%2Fb").uri).toBe("/api/tenants/a%2Fb");
  expect(call("/").uri).toBe("/");
});

it("passes a request on with its headers, up to the largest body that functions read", () => {
  const headers = {
    "content-length": { value: String(MAX_BODY_BYTES) },
    authorization: { value: "Bearer t" },
  };
  const answer = call("/api/tenants", headers);
  expect(answer.statusCode).toBeUndefined();
  expect(answer.headers).toEqual({ ...headers, "x-faibric-viewer": { value: VIEWER } });
});

it("says who calls, whatever the caller says", () => {
  const { headers } = call("/api/tenants", {
    "x-faibric-viewer": { value: "192.0.2.1" },
    "x-forwarded-for": { value: "192.0.2.1" },
  });
  expect(headers["x-faibric-viewer"]).toEqual({ value: VIEWER });
});

it("refuses one byte more with a problem that names the fault", () => {
  const answer = call("/api/tenants", { "content-length": { value: String(MAX_BODY_BYTES + 1) } });
  expect(answer.statusCode).toBe(413);
  expect(answer.headers["content-type"]?.value).toBe("application/problem+json");
  expect(JSON.parse(answer.body ?? "")).toEqual({
    type: "https://faibric.dev/problems/platform.body.too_large",
    title: "Too large",
    status: 413,
    code: "platform.body.too_large",
    detail: "The body is over 1048576 bytes. Send less at once.",
    requestId: "edge-1",
  });
});

it("says of its own answers what the API says of all of its", () => {
  const { headers } = call("/api/%");
  for (const [name, value] of Object.entries(API_HEADERS)) {
    expect(headers[name], name).toEqual({ value });
  }
});

it("fits into CloudFront's 10 KB and uses neither modules nor Node", () => {
  expect(Buffer.byteLength(source)).toBeLessThan(10_240);
  expect(source).not.toMatch(/^\s*(import|export)\b|\brequire\(|\bprocess\./m);
});

const long = (length: number) => ({ value: "x".repeat(length) });
const several = (...lengths: number[]) => ({ ...long(1), multiValue: lengths.map(long) });

it.each([
  ["a header", () => call("/api/tenants", { "x-long": long(9_300) })],
  ["a header that comes twice", () => call("/api/tenants", { "x-long": several(5_000, 5_000) })],
  ["an address", () => call(`/api/${"x".repeat(9_300)}`)],
  ["a query", () => call("/api/tenants", {}, { querystring: { q: several(5_000, 5_000) } })],
  ["cookies", () => call("/api/tenants", {}, { cookies: { theme: long(9_300) } })],
])("refuses over 9,216 bytes of address and headers in words: %s", (_name, ask) => {
  const answer = ask();
  expect(answer.statusCode).toBe(431);
  expect(JSON.parse(answer.body ?? "")).toMatchObject({ code: "platform.headers.too_large" });
});

it("passes on what API Gateway takes with the headers that CloudFront adds", () => {
  expect(call("/api/tenants", { "x-long": long(9_000) }).statusCode).toBeUndefined();
});

it.each(["/api/%", "/api/%zz", "/api/%ff", "/api/%e2%82"])(
  "refuses the address %s, in words",
  (uri) => {
    const answer = call(uri);
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body ?? "")).toMatchObject({ code: "platform.address.invalid" });
  },
);
