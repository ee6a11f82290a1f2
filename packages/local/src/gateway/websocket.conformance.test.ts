import { EventEmitter, once } from "node:events";
import { connect as connectSocket } from "node:net";
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

const message = (action: string, rest = {}) => JSON.stringify({ action, ...rest });

describe("$connect", () => {
  test("gets headers, query and the connection, as API Gateway sends them", async () => {
    const { dial, events, port } = await serve();
    await once(dial("/live?a=1&a=2&t=x%20y", [], { "X-One": "1" }), "open");
    expect(events[0]).toMatchObject({
      headers: { "X-One": "1", Host: `127.0.0.1:${port}`, "X-Forwarded-For": "127.0.0.1" },
      multiValueHeaders: { "X-One": ["1"] },
      queryStringParameters: { a: "2", t: "x y" },
      multiValueQueryStringParameters: { a: ["1", "2"], t: ["x y"] },
      isBase64Encoded: false,
      requestContext: {
        routeKey: "$connect",
        eventType: "CONNECT",
        messageDirection: "IN",
        connectionId: expect.stringMatching(/^[\w-]{15}=$/),
        requestId: expect.any(String),
        extendedRequestId: expect.any(String),
        requestTime: expect.stringMatching(/ \+0000$/),
        requestTimeEpoch: expect.any(Number),
        connectedAt: expect.any(Number),
        stage: "production",
        apiId: "local",
        domainName: `127.0.0.1:${port}`,
        identity: { sourceIp: "127.0.0.1" },
      },
    });
    expect(events[0]).not.toHaveProperty("body");
  });

  test.each([401, 403, 500])(
    "an answer of %i refuses the upgrade with that status",
    async (status) => {
      const { dial, api, of } = await serve({ $connect: () => ({ statusCode: status }) });
      const [, response] = await once(dial(), "unexpected-response");
      expect(response.statusCode).toBe(status);
      expect(api.connections()).toEqual([]);
      expect(of("DISCONNECT")).toEqual([]);
    },
  );

  test("a failing function and an answer without a status refuse it with 502", async () => {
    const answers = [() => Promise.reject(new Error("no")), () => null];
    const { dial } = await serve({ $connect: () => answers.shift()?.() });
    for (let n = 0; n < 2; n++) {
      const [, response] = await once(dial(), "unexpected-response");
      expect(response.statusCode).toBe(502);
    }
  });

  test("without a $connect route everybody may connect", async () => {
    fixture = await webSocketApiOf({});
    await once(fixture.dial(), "open");
  });

  test("the answer's Sec-WebSocket-Protocol chooses the subprotocol", async () => {
    const headers = { "Sec-WebSocket-Protocol": "v2" };
    const { dial, events } = await serve({ $connect: () => ({ statusCode: 200, headers }) });
    const socket = dial("/", ["v1", "v2"]);
    await once(socket, "open");
    expect(socket.protocol).toBe("v2");
    expect(events[0]?.headers?.["Sec-WebSocket-Protocol"]).toBe("v1,v2");
  });

  test("without it no subprotocol is agreed, and a client that wants one gives up", async () => {
    const { dial } = await serve();
    const [error] = await once(dial("/", ["v1"]), "error");
    expect(String(error)).toContain("no subprotocol");
  });

  test("a request that is no WebSocket handshake reaches no function", async () => {
    const { port, events } = await serve();
    const socket = connectSocket(port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
    const [data] = await once(socket, "data");
    expect(String(data)).toMatch(/^HTTP\/1\.1 400 /);
    expect(events).toEqual([]);
  });

  test("a client that leaves while $connect runs still gets its $disconnect", async () => {
    const held = new EventEmitter();
    const connect = () => once(held, "go").then(() => ({ statusCode: 200 }));
    const { dial, of } = await serve({ $connect: connect });
    const socket = dial();
    await expect.poll(() => of("CONNECT").length, { interval: 5 }).toBe(1);
    socket.terminate();
    await new Promise((resolve) => setTimeout(resolve, 20));
    held.emit("go");
    await expect
      .poll(() => of("DISCONNECT")[0]?.requestContext.disconnectStatusCode, { interval: 5 })
      .toBe(1006);
  });
});

describe("messages", () => {
  const echo: Answers = {
    $default: ({ body }) => ({ statusCode: 200, body: `default ${body}` }),
    join: ({ body }) => ({ statusCode: 200, body: `join ${body}` }),
    quiet: () => ({ statusCode: 200 }),
  };

  test("go to the route their action names, with their body and an ID", async () => {
    const { connected, events } = await serve(echo);
    const socket = await connected();
    socket.send(message("join", { room: 7 }));
    await expect
      .poll(() => socket.received, { interval: 5 })
      .toEqual(['join {"action":"join","room":7}']);
    expect(events[1]).toMatchObject({
      body: '{"action":"join","room":7}',
      isBase64Encoded: false,
      requestContext: {
        routeKey: "join",
        eventType: "MESSAGE",
        messageId: expect.any(String),
        connectionId: socket.id,
        connectedAt: events[0]?.requestContext.connectedAt,
      },
    });
  });

  test.each([
    ["of an unknown action", message("leave")],
    ["of a reserved action", message("$disconnect")],
    ["without an action", "{}"],
    ["whose action is no name", '{"action":{"a":1}}'],
    ["that are not JSON", "hello"],
    ["that are a JSON text", '"join"'],
  ])("%s go to $default", async (_name, body) => {
    const { connected } = await serve(echo);
    const socket = await connected();
    socket.send(body);
    await expect.poll(() => socket.received, { interval: 5 }).toEqual([`default ${body}`]);
  });

  test("without a route or $default are answered Forbidden", async () => {
    const { connected } = await serve();
    const socket = await connected();
    socket.send(message("join"));
    await expect.poll(() => socket.received.length, { interval: 5 }).toBe(1);
    expect(JSON.parse(socket.received[0] ?? "")).toEqual({
      message: "Forbidden",
      connectionId: socket.id,
      requestId: expect.any(String),
    });
  });

  test("whose function fails are answered Internal server error, and the connection stays", async () => {
    const { connected } = await serve({ $default: () => Promise.reject(new Error("secret")) });
    const socket = await connected();
    socket.send("x");
    await expect.poll(() => socket.received.length, { interval: 5 }).toBe(1);
    expect(JSON.parse(socket.received[0] ?? "")).toMatchObject({
      message: "Internal server error",
      connectionId: socket.id,
    });
    expect(socket.readyState).toBe(socket.OPEN);
  });

  test("get no answer where the function returns no body", async () => {
    const { connected, of } = await serve(echo);
    const socket = await connected();
    socket.send(message("quiet"));
    await expect.poll(() => of("MESSAGE").length, { interval: 5 }).toBe(1);
    socket.send("after");
    await expect.poll(() => socket.received, { interval: 5 }).toEqual(["default after"]);
  });

  test("a nested member can select the route", async () => {
    const options = { routeSelectionExpression: "$request.body.meta.kind" };
    const { connected } = await serve(echo, options);
    const socket = await connected();
    socket.send('{"meta":{"kind":"join"}}');
    await expect
      .poll(() => socket.received, { interval: 5 })
      .toEqual(['join {"meta":{"kind":"join"}}']);
  });

  test("a ping is answered with a pong", async () => {
    const { connected } = await serve();
    const socket = await connected();
    socket.ping("beat");
    const [data] = await once(socket, "pong");
    expect(String(data)).toBe("beat");
  });
});

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
    await expect.poll(() => endings(served), { interval: 5 }).toEqual([[4001, "bye"]]);
    expect(served.of("DISCONNECT")[0]?.requestContext).toMatchObject({
      routeKey: "$disconnect",
      connectionId: socket.id,
    });
    expect(served.api.connections()).toEqual([]);
  });

  test("a close without a code is 1005, and a lost line 1006", async () => {
    const served = await serve();
    (await served.connected()).close();
    await expect.poll(() => endings(served).length, { interval: 5 }).toBe(1);
    (await served.connected()).terminate();
    await expect.poll(() => endings(served).length, { interval: 5 }).toBe(2);
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
    await expect.poll(() => socket.received, { interval: 5 }).toEqual([String(128 * 1024)]);
    for (let n = 0; n < 4; n++) socket.send(part, { fin: false });
    socket.send("y", { fin: true });
    const [code] = await once(socket, "close");
    expect(code).toBe(1009);
    await expect.poll(() => endings(served).map(([status]) => status)).toEqual([1009]);
  });

  test("an idle connection is closed with 1001; a ping or a message keeps it", async () => {
    const served = await serve({ $default: () => null }, { idleTimeoutMs: 150 });
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
