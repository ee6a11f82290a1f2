import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sendJson } from "./body";
import { type AwsEndpoint, serveAws } from "./endpoint";
import type { AwsService } from "./service";

const service = (scope: string): AwsService => ({
  scopes: [scope],
  handle: async (_request, response) => sendJson(response, 200, { service: scope }),
  close: async () => undefined,
});
let endpoint: AwsEndpoint;
beforeAll(async () => {
  endpoint = await serveAws([service("s3"), service("sqs")]);
});
afterAll(() => endpoint.close());

const signed = (scope: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/${scope}/aws4_request, SignedHeaders=host, Signature=0`,
});
const ask = async (path: string, headers = {}) =>
  (await fetch(`${endpoint.url}${path}`, { headers })).json();

it("sends a request to the service its signature is scoped to, in a header or in the address", async () => {
  expect(await ask("/", signed("sqs"))).toEqual({ service: "sqs" });
  const credential = encodeURIComponent("local/20260101/eu-central-1/sqs/aws4_request");
  expect(await ask(`/?X-Amz-Credential=${credential}`)).toEqual({ service: "sqs" });
});

it("takes what is not signed for S3", async () => {
  expect(await ask("/bucket/key")).toEqual({ service: "s3" });
});

it("names a service that is not emulated", async () => {
  expect(await ask("/", signed("athena"))).toMatchObject({ __type: "UnknownService" });
});

it.each(["//", "/%", "http://", "/?%"])("survives the address %s", async (path) => {
  const socket = connect(Number(new URL(endpoint.url).port), "127.0.0.1");
  socket.end(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  const [answer] = await once(socket, "data");
  expect(String(answer)).toContain("200");
});
