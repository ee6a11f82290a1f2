import { EventEmitter, once } from "node:events";
import { connect as connectSocket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { logTo } from "../wire/log";
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
  test("gets who forwarded it in one header, itself last, as API Gateway writes it", async () => {
    const { dial, events } = await serve();
    await once(dial("/live", [], { "x-forwarded-for": "192.0.2.1, 203.0.113.9" }), "open");
    expect(events[0]?.multiValueHeaders).toMatchObject({
      "X-Forwarded-For": ["192.0.2.1, 203.0.113.9, 127.0.0.1"],
    });
  });

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
    await expect.poll(() => of("CONNECT").length, { interval: 5, timeout: 5000 }).toBe(1);
    socket.terminate();
    await new Promise((resolve) => setTimeout(resolve, 20));
    held.emit("go");
    await expect
      .poll(() => of("DISCONNECT")[0]?.requestContext.disconnectStatusCode, {
        interval: 5,
        timeout: 5000,
      })
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
      .poll(() => socket.received, { interval: 5, timeout: 5000 })
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
    await expect
      .poll(() => socket.received, { interval: 5, timeout: 5000 })
      .toEqual([`default ${body}`]);
  });

  test("without a route or $default are answered Forbidden", async () => {
    const { connected } = await serve();
    const socket = await connected();
    socket.send(message("join"));
    await expect.poll(() => socket.received.length, { interval: 5, timeout: 5000 }).toBe(1);
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
    await expect.poll(() => socket.received.length, { interval: 5, timeout: 5000 }).toBe(1);
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
    await expect.poll(() => of("MESSAGE").length, { interval: 5, timeout: 5000 }).toBe(1);
    socket.send("after");
    await expect
      .poll(() => socket.received, { interval: 5, timeout: 5000 })
      .toEqual(["default after"]);
  });

  test("a nested member can select the route", async () => {
    const options = { routeSelectionExpression: "$request.body.meta.kind" };
    const { connected } = await serve(echo, options);
    const socket = await connected();
    socket.send('{"meta":{"kind":"join"}}');
    await expect
      .poll(() => socket.received, { interval: 5, timeout: 5000 })
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
