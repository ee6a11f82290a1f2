import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { API_HEADERS } from "@faibric/core/platform/security-headers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { eventually, UNHURRIED_MS } from "../testing/eventually";
import { startSuiteCloud } from "../testing/suite-cloud";

const cloud = await startSuiteCloud();
// Imported once the cloud has said where the table is.
const { createSigningKey, signAccessToken } = await import(
  "@faibric/core/platform/access-token-signer"
);
const { asSystem, newTenant, newUser } = await import("@faibric/core/testing/actors");
const Connection = await import("@faibric/core/tenant/connection");
const { MembershipEntity } = await import("@faibric/core/tenant/membership.entity");
const { TenantEntity } = await import("@faibric/core/tenant/tenant.entity");
const { TenantRenamed } = await import("@faibric/core/tenant/tenant.events");
const Session = await import("@faibric/core/auth/session");
const { SessionEntity } = await import("@faibric/core/auth/session.entity");
const { inAccount } = await import("@faibric/core/auth");
const { withActor } = await import("@faibric/core/platform/actor");
const { commit } = await import("@faibric/core/platform/commit");
const { withOrigin } = await import("@faibric/core/platform/origin");

afterAll(() => cloud.close());

interface Tenant {
  readonly tenantId: ReturnType<typeof newTenant>;
  readonly userId: ReturnType<typeof newUser>;
  readonly token: string;
  /** Of the request that founded it. */
  readonly requestId: string;
}

async function found(): Promise<Tenant> {
  const userId = newUser();
  const token = await signAccessToken(userId, await createSigningKey());
  const answer = await fetch(`${cloud.url}/api/tenants`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "Blue Bottle", slug: newTenant().slice(4) }),
  });
  const { tenantId } = (await answer.json()) as Pick<Tenant, "tenantId">;
  return { tenantId, userId, token, requestId: answer.headers.get("x-request-id") ?? "" };
}

const headersOf = ({ token, tenantId }: Tenant) => ({
  authorization: `Bearer ${token}`,
  "x-tenant-id": tenantId,
});

async function ready(tenant: Tenant): Promise<void> {
  const url = `${cloud.url}/api/tenants/${tenant.tenantId}/activity`;
  const look = async () => (await fetch(url, { headers: headersOf(tenant) })).text();
  await eventually(look, (text) => text.includes("is ready"), 60_000, UNHURRIED_MS);
}

/** The events of a tenant, oldest first. */
const eventsOf = ({ tenantId }: Tenant) =>
  cloud.eventBridge
    .history({ from: "2000-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z", limit: 1_000 })
    .events.map(({ envelope }) => envelope.detail as Record<string, unknown>)
    .filter((event) => event.tenantId === tenantId);

describe("a request", () => {
  it("can be followed through events, queues and pipelines by its ID", async () => {
    const tenant = await found();
    await ready(tenant);

    const { tenantId, requestId: correlationId } = tenant;
    expect(eventsOf(tenant)).toMatchObject([
      { type: "tenant.tenant.created", correlationId },
      { type: "tenant.tenant.activated", correlationId },
    ]);
    const [execution] = cloud.stepFunctions.executions({ machine: "onboarding", limit: 1 });
    const { input } = cloud.stepFunctions.execution(execution?.arn ?? "");
    expect(JSON.parse(input)).toMatchObject({ tenantId, correlationId });

    const lines = cloud.watchers
      .lines()
      .map(({ line }) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line.correlationId === correlationId);
    for (const line of lines) expect(line).toMatchObject({ tenantId });
    expect(lines.map(({ operation, message }) => `${operation}: ${message}`)).toEqual(
      expect.arrayContaining([
        "tenant.onTenantCreated: event handled",
        "tenant.applySettings: step done",
        "tenant.activateTenant: step done",
        "tenant.onTenantActivated: event handled",
      ]),
    );
  });
});

describe("a member who is connected", () => {
  let tenant: Tenant;
  let other: Tenant;

  beforeAll(async () => {
    tenant = await found();
    other = await found();
    await Promise.all([ready(tenant), ready(other)]);
  });

  const open = (...protocols: string[]) =>
    new WebSocket(`${cloud.url.replace("http", "ws")}/live`, protocols);
  const openFor = ({ token, tenantId }: Tenant) =>
    open("faibric.v1", `bearer.${token}`, `tenant.${tenantId}`);
  const connectionsOf = async ({ tenantId }: Tenant) =>
    (await asSystem(tenantId, () => Connection.audience())).listening;

  async function rename({ tenantId, ...rest }: Tenant, name: string): Promise<void> {
    const url = `${cloud.url}/api/tenants/${tenantId}`;
    const headers = headersOf({ tenantId, ...rest });
    const etag = (await fetch(url, { headers })).headers.get("etag") ?? "";
    const more = { "if-match": etag, "content-type": "application/json" };
    const body = JSON.stringify({ name });
    const answer = await fetch(url, { method: "PATCH", headers: { ...headers, ...more }, body });
    expect(answer.status).toBe(200);
  }

  it("is told what happens in the tenant, and members of others are not", async () => {
    const [socket, stranger] = [openFor(tenant), openFor(other)];
    await Promise.all([once(socket, "open"), once(stranger, "open")]);
    expect(socket.protocol).toBe("faibric.v1");
    const heard: string[] = [];
    stranger.on("message", (data) => heard.push(String(data)));

    const next = once(socket, "message");
    await rename(tenant, "Red Bottle");
    const [data] = (await next) as [Buffer];
    expect(JSON.parse(data.toString())).toMatchObject({
      type: "activity",
      activity: { type: "tenant.tenant.renamed", text: "Blue Bottle is now called Red Bottle." },
    });
    expect(heard).toEqual([]);

    socket.close();
    stranger.close();
    await eventually(
      async () => [...(await connectionsOf(tenant)), ...(await connectionsOf(other))],
      (left) => left.length === 0,
    );
  });

  it("is forgotten after a connection that broke, and the others are told all the same", async () => {
    const [broken, socket] = [openFor(tenant), openFor(tenant)];
    await Promise.all([once(broken, "open"), once(socket, "open")]);
    broken.terminate();
    const next = once(socket, "message");
    await rename(tenant, "Green Bottle");
    expect(String((await next)[0])).toContain("Green Bottle");
    const left = await eventually(
      () => connectionsOf(tenant),
      (connections) => connections.length === 1,
    );
    expect(left).toHaveLength(1);
    socket.close();
  });

  /** The tenant's founder in a session, as they sign in, and how to end it. */
  async function signedIn({ tenantId, userId }: Tenant) {
    const draft = () => Session.draft({ userId, epoch: 1 });
    const { session } = withOrigin({ address: "203.0.113.7", userAgent: "" }, draft);
    const { sessionId } = session;
    await inAccount(userId, "test", () => SessionEntity.put(session).go());
    const token = await signAccessToken(userId, await createSigningKey(), 600, sessionId);
    const end = () => inAccount(userId, "test", () => SessionEntity.delete(session).go());
    return { tenantId, userId, token, requestId: "", end };
  }

  it.each<[string, (listener: Awaited<ReturnType<typeof signedIn>>) => Promise<unknown>]>([
    ["the session was ended", ({ end }) => end()],
    [
      "a second factor is asked for since",
      ({ tenantId }) =>
        asSystem(tenantId, () =>
          TenantEntity.patch({ tenantId })
            .set({ security: { requireMfa: true, auditRetentionDays: 365 } })
            .go(),
        ),
    ],
    [
      "they are no member any more, though nobody said so yet",
      ({ tenantId, userId }) =>
        asSystem(tenantId, () => MembershipEntity.delete({ tenantId, userId }).go()),
    ],
  ])("hears nothing more, and is hung up on, once %s", async (_, end) => {
    const own = await found();
    await ready(own);
    const listener = await signedIn(own);
    const [socket, operator] = [openFor(listener), openFor(own)];
    await Promise.all([once(socket, "open"), once(operator, "open")]);
    const heard: string[] = [];
    socket.on("message", (data) => heard.push(String(data)));
    await rename(own, "Red Bottle");
    await eventually(
      () => heard.length,
      (count) => count === 1,
    );
    const closed = once(socket, "close");
    await end(listener);
    await asSystem(own.tenantId, () =>
      commit({
        entities: {},
        writes: () => ({}),
        events: [
          TenantRenamed.create(own.tenantId, { tenantId: own.tenantId, from: "a", to: "b" }),
        ],
      }),
    );
    await closed;
    expect(heard).toHaveLength(1);
    operator.close();
  });

  it("with a token of no session is forgotten when that token ends", async () => {
    const { tenantId, userId } = tenant;
    const open = (endsAt: number) =>
      withActor({ type: "member", tenantId, userId, role: "owner" }, () =>
        Connection.open(`test-${endsAt}`, { endsAt }),
      );
    const past = Math.floor(Date.now() / 1000) - 1;
    await open(past);
    await open(past + 600);
    const { listening, over } = await asSystem(tenantId, () => Connection.audience());
    expect([listening, over]).toEqual([
      expect.arrayContaining([`test-${past + 600}`]),
      [`test-${past}`],
    ]);
    await Promise.all([past, past + 600].map((at) => Connection.close(`test-${at}`)));
  });

  it("is refused without a token, a tenant of their own, or our subprotocol; and nothing is kept", async () => {
    const bearer = `bearer.${tenant.token}`;
    const attempts: [number, string[]][] = [
      [400, []],
      [400, [bearer, `tenant.${tenant.tenantId}`]],
      [401, ["faibric.v1"]],
      [401, ["faibric.v1", "bearer.x.y.z", `tenant.${tenant.tenantId}`]],
      [403, ["faibric.v1", bearer]],
      [403, ["faibric.v1", bearer, `tenant.${other.tenantId}`]],
    ];
    for (const [status, protocols] of attempts) {
      const [, response] = await once(open(...protocols), "unexpected-response");
      const { statusCode, headers } = response as IncomingMessage;
      expect(statusCode, protocols.join()).toBe(status);
      expect(headers, protocols.join()).toMatchObject(API_HEADERS);
    }
    expect(await connectionsOf(other)).toEqual([]);
  });
});
