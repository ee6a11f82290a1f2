import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { Problem } from "@faibric/core/platform/problem.schema";
import { afterAll, expect, it } from "vitest";
import { NO_ADDRESS, originForm, refuse, refuseUnreadable } from "./unreadable";

const server = createServer((request, response) => {
  const address = originForm(request.url);
  if (address === undefined) refuse(NO_ADDRESS, request.socket);
  else response.end(address);
})
  .on("clientError", refuseUnreadable)
  .listen(0, "127.0.0.1");
await once(server, "listening");
afterAll(() => server.close());

/** Sends these bytes as they are; the answer as it comes. */
async function send(bytes: string) {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  socket.end(bytes);
  const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
  return { head, body };
}

it.each([
  ["no HTTP at all", "HELLO\r\n\r\n", 400, "platform.request.unreadable"],
  [
    "headers of 100 KB",
    `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(100_000)}\r\n\r\n`,
    ...([431, "platform.headers.too_large"] as const),
  ],
  [
    "two lengths of one body",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ...([400, "platform.request.unreadable"] as const),
  ],
  ["no address", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 400, "platform.address.invalid"],
])("refuses %s with a problem", async (_name, bytes, status, code) => {
  const { head, body } = await send(bytes);
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toContain("content-type: application/problem+json");
  expect(Problem.parse(JSON.parse(body))).toMatchObject({ status, code });
});

it.each([
  ["/api/health?q=1", "/api/health?q=1"],
  ["//api//health", "//api//health"],
  ["http://elsewhere.example/api/health?q=1", "/api/health?q=1"],
])("takes %s for the address %s", async (target, address) => {
  const { body } = await send(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  expect(body).toContain(address);
});
