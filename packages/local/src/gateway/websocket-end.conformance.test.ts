import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { logTo } from "../wire/log";
import { openStore } from "../wire/store";
import { type Answers, type WebSocketFixture, webSocketApiOf } from "./websocket.fixture";
import type { WebSocketApiOptions } from "./websocket-api";

let fixture: WebSocketFixture | undefined;
beforeEach(() => logTo(() => undefined));
afterEach(async () => {
  await fixture?.close();
  fixture = undefined;
  logTo((line) => process.stderr.write(`${line}\n`));
});

async function serve(answers: Answers = {}, options: Partial<WebSocketApiOptions> = {}) {
  const ok = () => ({ statusCode: 200 });
  const served = await webSocketApiOf({ $connect: ok, $disconnect: ok, ...answers }, options);
  fixture = served;
  return served;
}

describe("the end of a connection", () => {
  const endings = ({ of }: WebSocketFixture) =>
    of("DISCONNECT").map(({ requestContext: { disconnectStatusCode, disconnectReason } }) => [
      disconnectStatusCode,
      disconnectReason,
    ]);

  test("$disconnect gets the code and the reason of the client", async () => {
    const served = await serve();
    const socket = await served.connected();
    socket.close(4001, "bye");
    await expect
      .poll(() => endings(served), { interval: 5, timeout: 5000 })
      .toEqual([[4001, "bye"]]);
    expect(served.of("DISCONNECT")[0]?.requestContext).toMatchObject({
      routeKey: "$disconnect",
      connectionId: socket.id,
    });
    expect(served.api.connections()).toEqual([]);
  });

  test("a close without a code is 1005, and a lost line 1006", async () => {
    const served = await serve();
    (await served.connected()).close();
    await expect.poll(() => endings(served).length, { interval: 5, timeout: 5000 }).toBe(1);
    (await served.connected()).terminate();
    await expect.poll(() => endings(served).length, { interval: 5, timeout: 5000 }).toBe(2);
    expect(endings(served).map(([code]) => code)).toEqual([1005, 1006]);
    expect(endings(served)[0]?.[1]).toBe("Client-side close frame status not set");
  });

  test.each([
    ["a binary frame", Buffer.from([1, 2]), 1003],
    ["a frame over 32 KB", "x".repeat(32 * 1024 + 1), 1009],
  ])("%s ends it, and reaches no function", async (_name, data, expected) => {
    const served = await serve({ $default: () => null });
    const socket = await served.connected();
    socket.send(data);
    const [code] = await once(socket, "close");
    expect(code).toBe(expected);
    expect(endings(served).map(([status]) => status)).toEqual([expected]);
    expect(served.of("MESSAGE")).toEqual([]);
  });

  test("frames of 32 KB make a message of up to 128 KB; a longer one ends it with 1009", async () => {
    const served = await serve({ $default: ({ body }) => ({ body: String(body?.length) }) });
    const socket = await served.connected();
    const part = "x".repeat(32 * 1024);
    for (let n = 0; n < 4; n++) socket.send(part, { fin: n === 3 });
    await expect
      .poll(() => socket.received, { interval: 5, timeout: 5000 })
      .toEqual([String(128 * 1024)]);
    for (let n = 0; n < 4; n++) socket.send(part, { fin: false });
    socket.send("y", { fin: true });
    const [code] = await once(socket, "close");
    expect(code).toBe(1009);
    await expect
      .poll(() => endings(served).map(([status]) => status), { timeout: 5000 })
      .toEqual([1009]);
  });

  test("an idle connection is closed with 1001; a ping or a message keeps it", async () => {
    const served = await serve({ $default: () => null }, { idleTimeoutMs: 400 });
    const idle = await served.connected();
    const busy = await served.connected();
    const beat = setInterval(() => busy.ping(), 30);
    const [code] = await once(idle, "close");
    await new Promise((resolve) => setTimeout(resolve, 60));
    clearInterval(beat);
    expect(code).toBe(1001);
    expect(busy.readyState).toBe(busy.OPEN);
    expect(endings(served)).toEqual([[1001, "Going away"]]);
  });

  test("a connection ends at its greatest age, busy or not", async () => {
    const served = await serve({}, { maxConnectionMs: 60 });
    const socket = await served.connected();
    const [code] = await once(socket, "close");
    expect([code, endings(served)]).toEqual([1001, [[1001, "Going away"]]]);
  });

  test("closing the API invokes $disconnect for all and waits for it", async () => {
    let done = 0;
    const served = await serve({
      $disconnect: async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        done++;
      },
    });
    await served.connected();
    await served.connected();
    await served.api.service.close();
    expect(done).toBe(2);
  });

  test("connections that a killed process left get their $disconnect after the restart", async () => {
    const store = openStore(":memory:");
    const killed = await serve({ $disconnect: () => new Promise(() => undefined) }, { store });
    const { id } = await killed.connected();
    const restarted = await webSocketApiOf({ $disconnect: () => null }, { store });
    await restarted.api.endLeftConnections();
    expect(restarted.events.map(({ requestContext }) => requestContext)).toMatchObject([
      { connectionId: id, eventType: "DISCONNECT", disconnectStatusCode: 1006 },
    ]);
    await restarted.api.endLeftConnections();
    expect(restarted.events).toHaveLength(1);
    await restarted.close();
    fixture = undefined; // its $disconnect never ends
  });
});
