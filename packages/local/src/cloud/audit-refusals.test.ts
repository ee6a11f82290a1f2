import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually";

const SECONDS = 2;
process.env.AUDIT_TALLY_SECONDS = String(SECONDS);
const { startAuditCloud } = await import("./audit.fixture");
const FEW = 5;
const { call, verify, close } = await startAuditCloud({
  free: { user: FEW },
  person: { user: FEW },
});
afterAll(close);
// Imported once the cloud has said where the table is.
const { newCaller } = await import("@faibric/functions/platform/caller.fixture");
const { asUser, newUser, newTenant } = await import("@faibric/core/testing/actors");
const { itemsOf } = await import("./audit-chain.fixture");
const Tenant = await import("@faibric/core/tenant/tenant");

const settings = { timeZone: "UTC", locale: "he", currency: "EUR" };
async function founder() {
  const userId = newUser();
  const slug = newTenant().slice(4);
  const { tenantId } = await asUser(userId, () =>
    Tenant.create({ name: "קפה ☕️", slug, settings }),
  );
  return newCaller("owner", { userId, tenantId });
}
type Caller = Awaited<ReturnType<typeof founder>>;
const rename = (headers: Record<string, string>, { tenantId }: Caller) =>
  call("PATCH", `/api/tenants/${tenantId}`, {
    headers: { ...headers, "if-match": '"1"' },
    body: { name: "Mine" },
  });
const times = <R>(count: number, run: () => Promise<R>): Promise<R[]> =>
  Promise.all(Array.from({ length: count }, run));
/** What a log, read where it lies, tells of refusals for a reason, once it tells of so many. */
const toldOf = (owner: string, reason: string, count: number) =>
  eventually(
    async () => {
      const entries = (await itemsOf(`${owner}#audit.entry`)).map((item) => unmarshall(item));
      return entries.filter((entry) => entry.reason === reason);
    },
    (found) => sum(found) >= count,
    30_000,
  );
/** What the refusals that are told together come to. */
const sum = (found: readonly Record<string, unknown>[]) =>
  found.reduce((total, { count }) => total + Number(count ?? 0), 0);

describe("requests without a valid token", () => {
  it("are told to the tenant they name, together, with their number and address", async () => {
    const owner = await founder();
    const bad = [
      { authorization: "Bearer nonsense", "x-tenant-id": owner.tenantId },
      { "x-tenant-id": owner.tenantId },
    ];
    const began = Date.now();
    const answers = await Promise.all(
      bad.flatMap((headers) => Array.from({ length: 150 }, () => rename(headers, owner))),
    );
    const stretches = Math.floor((Date.now() - began) / 1000 / SECONDS) + 2;
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    const told = await toldOf(owner.tenantId, "platform.actor.unauthenticated", 300);
    expect(sum(told)).toBe(300);
    // One network: an entry for each stretch of time in which they came.
    expect(told.length).toBeLessThanOrEqual(stretches);
    for (const entry of told) {
      expect(entry).toMatchObject({
        action: "tenant.renameTenant",
        outcome: "denied",
        actorType: "anonymous",
        target: owner.tenantId,
        address: expect.stringMatching(/127\.0\.0\.1|::1/),
      });
    }
    expect(await verify(await newCaller("owner", owner))).toMatchObject({ verified: true });
  }, 60_000);

  it("make no log for a tenant that there is not, nor where anybody may ask", async () => {
    const tenantId = newTenant();
    await call("GET", `/api/tenants/${tenantId}`, { headers: { "x-tenant-id": tenantId } });
    await call("POST", "/api/auth/sign-in", { headers: { "x-tenant-id": tenantId }, body: {} });
    const shards = Array.from({ length: 16 }, (_, shard) => String(shard).padStart(2, "0"));
    const items = await Promise.all(
      shards.map((shard) => itemsOf(`${tenantId}#platform.audit-outbox#${shard}`)),
    );
    expect(items.flat()).toEqual([]);
  });
});

describe("what comes too often", () => {
  it("is told together, in the log of the tenant", async () => {
    const owner = await founder();
    const answers = await times(40, () => call("GET", `/api/tenants/${owner.tenantId}`, owner));
    const refused = answers.filter(({ status }) => status === 429).length;
    expect(refused).toBeGreaterThan(20);
    const told = await toldOf(owner.tenantId, "platform.limit.exceeded", refused);
    expect(sum(told)).toBe(refused);
    expect(told.length).toBeLessThanOrEqual(4);
    expect(told[0]).toMatchObject({ actorId: owner.userId, action: "tenant.readTenant" });
  }, 60_000);

  it("counts refusals, too: who may not cannot fill a log by trying", async () => {
    const owner = await founder();
    const viewer = await newCaller("viewer", { tenantId: owner.tenantId });
    const answers = await times(40, () => rename(viewer.headers, owner));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 403).length).toBeLessThanOrEqual(2 * FEW);
    expect(new Set(statuses)).toEqual(new Set([403, 429]));
  }, 60_000);

  it("counts those of a stranger on the stranger", async () => {
    const victim = await founder();
    const stranger = await newCaller("owner");
    const headers = { ...stranger.headers, "x-tenant-id": victim.tenantId };
    const statuses = (await times(30, () => rename(headers, victim))).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([403, 429]));
    const { status } = await call("GET", `/api/tenants/${victim.tenantId}`, victim);
    expect(status).toBe(200);
    const refused = statuses.filter((one) => one === 429).length;
    const told = await toldOf(stranger.userId, "platform.limit.exceeded", refused);
    expect(sum(told)).toBe(refused);
  }, 60_000);
});
