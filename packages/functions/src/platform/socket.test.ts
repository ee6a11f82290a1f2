import { useActor } from "@faibric/core/platform/actor";
import { newTenant } from "@faibric/core/testing/actors";
import { logged } from "@faibric/core/testing/logged";
import { beforeAll, describe, expect, it } from "vitest";
import { type Caller, newCaller } from "./caller.fixture";
import { PROTOCOL, socketClose, socketConnect } from "./socket";

let caller: Caller;
let bearer: string;
let tenant: string;

beforeAll(async () => {
  caller = await newCaller("viewer");
  bearer = caller.headers.authorization.replace("Bearer ", "bearer.");
  tenant = `tenant.${caller.tenantId}`;
});

type Event = Parameters<ReturnType<typeof socketConnect>>[0];
const requestContext = { connectionId: "c-1", requestId: "r-1" };
const eventWith = (headers: Pick<Event, "headers" | "multiValueHeaders">) =>
  ({ requestContext, ...headers }) as Event; // of which a socket reads no more

/** Connects with these subprotocols: the answer, and for whom a connection was opened. */
async function connect(headers: Pick<Event, "headers" | "multiValueHeaders">) {
  const opened: unknown[] = [];
  const handler = socketConnect("member:tenant.read", async (connectionId) => {
    opened.push({ connectionId, actor: useActor() });
  });
  const answer = await handler(eventWith(headers));
  return { answer, opened };
}
const naming = (...protocols: readonly string[]) =>
  connect({ headers: { "Sec-WebSocket-Protocol": protocols.join(", ") } });

describe("a connection", () => {
  it("is opened for a member who names the token and the tenant, and answered with ours alone", async () => {
    const { userId, tenantId } = caller;
    const expected = {
      answer: { statusCode: 200, headers: { "Sec-WebSocket-Protocol": PROTOCOL } },
      opened: [
        {
          connectionId: "c-1",
          actor: { type: "member", tenantId, userId, role: "viewer", plan: "free" },
        },
      ],
    };
    expect(await naming(PROTOCOL, bearer, tenant)).toEqual(expected);
    expect(await naming(tenant, bearer, PROTOCOL)).toEqual(expected);
    const name = "sec-websocket-protocol";
    const lines = { [name]: [PROTOCOL, `${bearer},${tenant}`] };
    expect(await connect({ headers: { [name]: tenant }, multiValueHeaders: lines })).toEqual(
      expected,
    );
  });

  it("is refused without our own subprotocol: a browser would give it up", async () => {
    expect(await naming(bearer, tenant)).toEqual({ answer: { statusCode: 400 }, opened: [] });
    expect(await naming("faibric.v2", bearer, tenant)).toMatchObject({ opened: [] });
    expect(await connect({})).toEqual({ answer: { statusCode: 400 }, opened: [] });
  });

  it("is refused without a token, and without a tenant of the caller's", async () => {
    const attempts: [number, string[]][] = [
      [401, [PROTOCOL]],
      [401, [PROTOCOL, tenant]],
      [401, [PROTOCOL, "bearer.broken", tenant]],
      [403, [PROTOCOL, bearer]],
      [403, [PROTOCOL, bearer, "tenant."]],
      [403, [PROTOCOL, bearer, `tenant.${newTenant()}`]],
    ];
    for (const [statusCode, protocols] of attempts) {
      expect(await naming(...protocols)).toEqual({ answer: { statusCode }, opened: [] });
    }
  });

  it("that could not be kept is answered 500, and the log says why", async () => {
    const handler = socketConnect("member:tenant.read", () => Promise.reject(new Error("full")));
    const headers = { "Sec-WebSocket-Protocol": [PROTOCOL, bearer, tenant].join(",") };
    const { result, lines } = await logged(() => handler(eventWith({ headers })));
    expect(result).toEqual({ statusCode: 500 });
    expect(lines).toMatchObject([
      { message: "connection not opened", operation: "$connect", error: { message: "full" } },
    ]);
  });
});

describe("the end of a connection", () => {
  const event = eventWith({}) as Parameters<ReturnType<typeof socketClose>>[0];

  it("is told by the connection's ID alone", async () => {
    const closed: string[] = [];
    const handler = socketClose(async (connectionId) => void closed.push(connectionId));
    expect(await handler(event)).toEqual({ statusCode: 200 });
    expect(closed).toEqual(["c-1"]);
  });

  it("that could not be noted is in the log", async () => {
    const handler = socketClose(() => Promise.reject(new Error("gone")));
    const { result, lines } = await logged(() => handler(event));
    expect(result).toEqual({ statusCode: 500 });
    expect(lines).toMatchObject([{ message: "connection not closed", requestId: "r-1" }]);
  });
});
