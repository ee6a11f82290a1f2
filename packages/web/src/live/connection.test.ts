import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { type WebSocket as ServerSocket, WebSocketServer } from "ws";
import { type ConnectionOptions, type Heard, keepOpen } from "./connection";

const ACTIVITY = {
  type: "activity",
  activity: {
    activityId: "act_01jd3zq8v5m0w2e7r9t4y6x1kp",
    type: "tenant.tenant.renamed",
    text: "قهوة is now called Café ☕.",
    occurredAt: "2026-02-28T23:59:59.999Z",
  },
} as const;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that does with each connection what `answer` says, and who keeps one open to it. */
async function start(
  answer: (socket: ServerSocket, count: number) => void,
  more: Partial<ConnectionOptions> = {},
) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  let count = 0;
  const asked: (string | undefined)[] = [];
  server.on("connection", (socket, request) => {
    asked.push(request.headers["sec-websocket-protocol"]);
    answer(socket, ++count);
  });
  const heard: Heard[] = [];
  const ended = new AbortController();
  closing.push(() => {
    ended.abort();
    server.close();
    for (const socket of server.clients) socket.terminate();
  });
  const done = keepOpen({
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/live`,
    protocols: async () => ["faibric.v1", "bearer.t"],
    hear: (message) => heard.push(message),
    signal: ended.signal,
    ...more,
  });
  return { heard, asked, done, stop: () => ended.abort() };
}

const until = async (is: () => boolean) => {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 5));
};

it("says that it is open, hears what it is told, and passes over what it does not know", async () => {
  const { heard, asked } = await start((socket) => {
    for (const text of ["no JSON", '{"message":"Forbidden"}', "null", JSON.stringify(ACTIVITY)]) {
      socket.send(text);
    }
  });
  await until(() => heard.length === 2);
  expect(heard).toEqual([{ type: "opened" }, ACTIVITY]);
  expect(asked).toEqual(["faibric.v1, bearer.t"]);
});

it("is opened again when it is lost, and says so, since anything may have been missed", async () => {
  const { heard } = await start((socket, count) => {
    if (count < 3) socket.terminate();
    else socket.send(JSON.stringify(ACTIVITY));
  });
  await until(() => heard.at(-1)?.type === "activity");
  expect(heard.at(-2)).toEqual({ type: "opened" });
});

it("tries again where the token cannot be renewed, with a new one each time", async () => {
  let tries = 0;
  const protocols = async () => {
    tries += 1;
    if (tries === 1) throw new Error("the API cannot be reached");
    return ["faibric.v1", `bearer.${tries}`];
  };
  const { heard, asked } = await start(() => undefined, { protocols });
  await until(() => heard.length === 1);
  expect(asked).toEqual(["faibric.v1, bearer.2"]);
});

it("ends for who is signed out, and when nobody listens any more", async () => {
  const signedOut = await start(() => undefined, { protocols: async () => undefined });
  await signedOut.done;
  expect(signedOut.asked).toEqual([]);

  const left = await start(() => undefined);
  await until(() => left.heard.length === 1);
  left.stop();
  await left.done;
});

it("asks in a silence, and opens another where nobody answers", async () => {
  const patience = { askAfter: 20, answerWithin: 60 };
  const asked: string[] = [];
  const silent = await start((socket) => socket.on("message", (data) => asked.push(String(data))), {
    patience,
  });
  await until(() => silent.asked.length === 2);
  expect(asked[0]).toBe('{"action":"ping"}');

  const answering = await start(
    (socket) => socket.on("message", () => socket.send('{"message":"Forbidden"}')),
    { patience },
  );
  await until(() => answering.heard.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(answering.asked).toHaveLength(1);
});
