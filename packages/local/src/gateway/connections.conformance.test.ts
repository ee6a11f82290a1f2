import { once } from "node:events";
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  GoneException,
  PayloadTooLargeException,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type WebSocketFixture, webSocketApiOf } from "./websocket.fixture";

let fixture: WebSocketFixture;
beforeAll(async () => {
  fixture = await webSocketApiOf({ $disconnect: () => null });
});
afterAll(() => fixture.close());

const post = (ConnectionId: string, Data: string | Uint8Array) =>
  fixture.client.send(new PostToConnectionCommand({ ConnectionId, Data }));

test("PostToConnection sends a text message to the client", async () => {
  const socket = await fixture.connected();
  await post(socket.id, '{"é":1}');
  await expect.poll(() => socket.received, { interval: 5, timeout: 5000 }).toEqual(['{"é":1}']);
});

test("messages arrive in the order in which they were posted", async () => {
  const socket = await fixture.connected();
  for (let n = 0; n < 5; n++) await post(socket.id, String(n));
  await expect
    .poll(() => socket.received, { interval: 5, timeout: 5000 })
    .toEqual(["0", "1", "2", "3", "4"]);
});

test("the endpoint may carry a stage, as in production", async () => {
  const socket = await fixture.connected();
  const client = new ApiGatewayManagementApiClient({
    endpoint: `${fixture.url}/production`,
    region: "eu-central-1",
    credentials: { accessKeyId: "a", secretAccessKey: "s" },
  });
  await client.send(new PostToConnectionCommand({ ConnectionId: socket.id, Data: "staged" }));
  await expect.poll(() => socket.received, { interval: 5, timeout: 5000 }).toEqual(["staged"]);
});

test("bytes that are no text go out as a binary frame", async () => {
  const socket = await fixture.connected();
  const arrived = once(socket, "message");
  await post(socket.id, Buffer.from([0xff, 0xfe]));
  const [data, isBinary] = await arrived;
  expect([Buffer.from(data).toString("hex"), isBinary]).toEqual(["fffe", true]);
});

test("128 KB pass and a byte more is PayloadTooLargeException", async () => {
  const socket = await fixture.connected();
  await post(socket.id, "x".repeat(128 * 1024));
  await expect
    .poll(() => socket.received[0]?.length, { interval: 5, timeout: 5000 })
    .toBe(128 * 1024);
  const error = await post(socket.id, "x".repeat(128 * 1024 + 1)).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(PayloadTooLargeException);
  expect(error).toMatchObject({ $metadata: { httpStatusCode: 413 } });
});

test("GetConnection tells since when and from where, and when it was last active", async () => {
  const socket = await fixture.connected();
  const command = new GetConnectionCommand({ ConnectionId: socket.id });
  const first = await fixture.client.send(command);
  expect(first.ConnectedAt).toBeInstanceOf(Date);
  expect(first.Identity?.SourceIp).toBe("127.0.0.1");
  await new Promise((resolve) => setTimeout(resolve, 10));
  await post(socket.id, "x");
  const second = await fixture.client.send(command);
  expect(second.LastActiveAt?.getTime()).toBeGreaterThan(first.LastActiveAt?.getTime() ?? 0);
  expect(second.ConnectedAt).toEqual(first.ConnectedAt);
});

test("DeleteConnection closes it with 1000, and from then on it is gone", async () => {
  const socket = await fixture.connected();
  const closed = once(socket, "close");
  await fixture.client.send(new DeleteConnectionCommand({ ConnectionId: socket.id }));
  const error = await post(socket.id, "x").catch((e: unknown) => e);
  expect(error).toBeInstanceOf(GoneException);
  expect((await closed)[0]).toBe(1000);
  const ending = fixture.of("DISCONNECT").at(-1)?.requestContext;
  expect(ending).toMatchObject({
    connectionId: socket.id,
    disconnectStatusCode: 1000,
    disconnectReason: "Connection Closed Normally",
  });
});

test("a connection that never was is GoneException for every operation", async () => {
  const ConnectionId = "L0SM9cOFvHcCIhw=";
  const calls = [
    post(ConnectionId, "x"),
    fixture.client.send(new GetConnectionCommand({ ConnectionId })),
    fixture.client.send(new DeleteConnectionCommand({ ConnectionId })),
  ];
  const errors = calls.map((call) => call.catch((error: unknown) => error));
  for (const error of await Promise.all<unknown>(errors)) {
    expect(error).toBeInstanceOf(GoneException);
    expect(error).toMatchObject({ $metadata: { httpStatusCode: 410 } });
  }
});
