import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterEach, describe, expect, it, vi } from "vitest";
import { originOf, originOfSocket } from "./viewer";

const GATEWAY_SAW = "198.51.100.7";
const VIEWER = "203.0.113.9";
const SECRET = "s".repeat(64);

const addressOf = (headers: Record<string, string>) => {
  const http = { sourceIp: GATEWAY_SAW, userAgent: "test" };
  const requestContext = { http } as APIGatewayProxyEventV2["requestContext"];
  return originOf({ headers, requestContext }).address;
};

afterEach(() => vi.unstubAllEnvs());

describe("the caller's address", () => {
  it("is what CloudFront saw, where the request came through CloudFront", () => {
    vi.stubEnv("EDGE_SECRET", SECRET);
    expect(addressOf({ "x-faibric-edge": SECRET, "x-faibric-viewer": VIEWER })).toBe(VIEWER);
    expect(addressOf({ "x-faibric-edge": SECRET, "x-faibric-viewer": "2001:db8::7" })).toBe(
      "2001:db8::7",
    );
  });

  it.each<[string, Record<string, string>]>([
    ["no secret", {}],
    ["an empty secret", { "x-faibric-edge": "" }],
    ["a wrong secret", { "x-faibric-edge": `${"s".repeat(63)}t` }],
    ["half the secret", { "x-faibric-edge": "s".repeat(32) }],
    ["the secret twice", { "x-faibric-edge": `${SECRET},${SECRET}` }],
    ["X-Forwarded-For", { "x-forwarded-for": VIEWER }],
    ["Forwarded", { forwarded: `for=${VIEWER}` }],
    ["X-Real-IP", { "x-real-ip": VIEWER }],
    ["CloudFront-Viewer-Address", { "cloudfront-viewer-address": `${VIEWER}:443` }],
    ["True-Client-IP", { "true-client-ip": VIEWER }],
  ])("is what the gateway saw, where it was called directly with %s", (_, headers) => {
    vi.stubEnv("EDGE_SECRET", SECRET);
    expect(addressOf({ "x-faibric-viewer": VIEWER, ...headers })).toBe(GATEWAY_SAW);
  });

  it("is what the gateway saw, where there is no secret or an empty one to know CloudFront by", () => {
    const claimed = { "x-faibric-edge": "", "x-faibric-viewer": VIEWER };
    expect(addressOf(claimed)).toBe(GATEWAY_SAW);
    vi.stubEnv("EDGE_SECRET", "");
    expect(addressOf(claimed)).toBe(GATEWAY_SAW);
  });
});

describe("the address of who opens a live connection", () => {
  const addressOfSocket = (edge: string, ...forwardedFor: string[]) =>
    originOfSocket({
      multiValueHeaders: { "X-Faibric-Edge": [edge], "X-Forwarded-For": forwardedFor },
      requestContext: { identity: { sourceIp: GATEWAY_SAW } },
    }).address;

  it("is the one that CloudFront wrote, whatever stands before it", () => {
    vi.stubEnv("EDGE_SECRET", SECRET);
    expect(addressOfSocket(SECRET, `${VIEWER}, ${GATEWAY_SAW}`)).toBe(VIEWER);
    expect(addressOfSocket(SECRET, "192.0.2.1", `192.0.2.2,${VIEWER}, ${GATEWAY_SAW}`)).toBe(
      VIEWER,
    );
  });

  it("is what the gateway saw, where it was opened directly or CloudFront wrote none", () => {
    vi.stubEnv("EDGE_SECRET", SECRET);
    expect(addressOfSocket("guessed", `${VIEWER}, ${GATEWAY_SAW}`)).toBe(GATEWAY_SAW);
    expect(addressOfSocket(SECRET, GATEWAY_SAW)).toBe(GATEWAY_SAW);
    expect(addressOfSocket(SECRET)).toBe(GATEWAY_SAW);
  });
});
