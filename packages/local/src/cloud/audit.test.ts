import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { startAuditCloud } from "./audit.fixture";
import { TABLE_NAME as TableName } from "./settings";

const { cloud, call, entries, securityLog, verify, close } = await startAuditCloud();
afterAll(close);
// Imported once the cloud has said where the table is.
const { newCaller } = await import("@faibric/functions/platform/caller.fixture");
const { asUser, newUser, newTenant } = await import("@faibric/core/testing/actors");
const Tenant = await import("@faibric/core/tenant/tenant");
type Caller = Awaited<ReturnType<typeof newCaller>>;

const name = "متجر القهوة ☕";
const settings = { timeZone: "UTC", locale: "ar", currency: "EUR" };

async function founder(): Promise<Caller> {
  const userId = newUser();
  const slug = newTenant().slice(4);
  const { tenantId } = await asUser(userId, () => Tenant.create({ name, slug, settings }));
  const owner = await newCaller("owner", { userId, tenantId });
  // The onboarding changes the version too.
  await entries(owner, 1, "&action=tenant.tenant.activated");
  return owner;
}
const rename = ({ headers, tenantId }: Caller, version: number, to = "Red Bottle ☕️") =>
  call("PATCH", `/api/tenants/${tenantId}`, {
    headers: { ...headers, "if-match": `"${version}"` },
    body: { name: to },
  });

/** An item of the audit outbox as somebody with access to the table puts it there. */
const putItem = (item: object) =>
  new DynamoDBClient({}).send(
    new PutItemCommand({ TableName, Item: marshall({ __edb_e__: "audit-outbox", ...item }) }),
  );

describe("the audit log of a tenant", () => {
  it("tells who did what to what, from where and when, and what changed", async () => {
    const owner = await founder();
    const before = Date.now();
    expect((await rename(owner, 2)).status).toBe(200);
    const [entry] = await entries(owner, 1, "&action=tenant.renameTenant");
    expect(entry).toMatchObject({
      action: "tenant.renameTenant",
      outcome: "succeeded",
      actorType: "member",
      actorId: owner.userId,
      actorRole: "owner",
      target: owner.tenantId,
      before: { name },
      after: { name: "Red Bottle ☕️" },
      address: expect.stringMatching(/127\.0\.0\.1|::1/),
      userAgent: expect.any(String),
    });
    const at = Date.parse(entry?.at ?? "");
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.parse(entry?.appendedAt ?? ""));
  });

  it("tells of what was denied and of what failed", async () => {
    const owner = await founder();
    const viewer = await newCaller("viewer", { tenantId: owner.tenantId });
    expect((await rename(viewer, 2)).status).toBe(403);
    expect((await rename(owner, 99)).status).toBe(412);
    expect((await rename(owner, 2, "")).status).toBe(400);
    expect((await call("GET", `/api/tenants/${owner.tenantId}/audit`, viewer)).status).toBe(403);
    const found = await entries(owner, 5, "&from=2020-01-01T00:00:00Z");
    const told = found.map(({ action, outcome, reason, actorId }) => ({
      action,
      outcome,
      reason,
      actorId,
    }));
    const { userId } = owner;
    expect(told).toEqual(
      expect.arrayContaining([
        {
          action: "tenant.renameTenant",
          outcome: "denied",
          reason: "platform.actor.forbidden",
          actorId: viewer.userId,
        },
        {
          action: "tenant.renameTenant",
          outcome: "failed",
          reason: "platform.item.stale",
          actorId: userId,
        },
        {
          action: "tenant.renameTenant",
          outcome: "failed",
          reason: "platform.request.invalid",
          actorId: userId,
        },
        {
          action: "audit.listAudit",
          outcome: "denied",
          reason: "platform.actor.forbidden",
          actorId: viewer.userId,
        },
      ]),
    );
  });

  it("tells an attempt at another's tenant in the person's own log, and in no other", async () => {
    const victim = await founder();
    const mallory = await founder();
    const headers = { ...mallory.headers, "x-tenant-id": victim.tenantId };
    const answer = await call("PATCH", `/api/tenants/${victim.tenantId}`, {
      headers: { ...headers, "if-match": '"2"' },
      body: { name: "Mine" },
    });
    expect(answer.status).toBe(403);
    const [entry] = await securityLog(mallory.headers.authorization, 1);
    expect(entry).toMatchObject({
      action: "tenant.renameTenant",
      outcome: "denied",
      reason: "platform.tenant.refused",
      target: victim.tenantId,
    });
    const seen = await entries(victim, 1);
    expect(seen.filter(({ actorId }) => actorId === mallory.userId)).toEqual([]);
  });

  it("is another's to read for nobody else", async () => {
    const owner = await founder();
    const other = await founder();
    for (const path of ["audit", "audit/verify", "audit/export"]) {
      const target = `/api/tenants/${owner.tenantId}/${path}`;
      expect((await call("GET", target, other)).status, path).toBe(404);
      const headers = { ...other.headers, "x-tenant-id": owner.tenantId };
      expect((await call("GET", target, { headers })).status, path).toBe(403);
      const member = await newCaller("member", { tenantId: owner.tenantId });
      expect((await call("GET", target, member)).status, path).toBe(403);
    }
  });

  it("tells of its own export and verification", async () => {
    const owner = await founder();
    await verify(owner);
    await call("GET", `/api/tenants/${owner.tenantId}/audit/export`, owner);
    const found = await entries(owner, 2, "&action=audit.");
    expect(found.map(({ action }) => action).sort()).toEqual([
      "audit.exportAudit",
      "audit.verifyAudit",
    ]);
  });

  it("tells of a repeated request once", async () => {
    const owner = await founder();
    const headers = { ...owner.headers, "if-match": '"2"', "idempotency-key": "the-same" };
    for (let index = 0; index < 3; index++) {
      const path = `/api/tenants/${owner.tenantId}`;
      expect((await call("PATCH", path, { headers, body: { name: "A" } })).status).toBe(200);
    }
    await verify(owner);
    await entries(owner, 1, "&action=audit.verifyAudit");
    expect(await entries(owner, 1, "&action=tenant.renameTenant")).toHaveLength(1);
  });

  it("loses none of 500 actions at once by ten members, and verifies", async () => {
    const owner = await founder();
    const { tenantId } = owner;
    const roles = ["owner", "admin", "member", "viewer", "viewer"] as const;
    const members = await Promise.all(
      [...roles, ...roles].map((role) => newCaller(role, { tenantId })),
    );
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, index) =>
        rename(members[index % members.length] ?? owner, (index % 7) + 2, `Name ${index}`),
      ),
    );
    const count = (status: number) => answers.filter((one) => one.status === status).length;
    const found = await entries(owner, 500, "&action=tenant.renameTenant");
    expect(found).toHaveLength(500);
    const told = (outcome: string) => found.filter((one) => one.outcome === outcome).length;
    expect(told("succeeded")).toBe(count(200));
    expect(told("denied")).toBe(count(403));
    expect(told("failed")).toBe(500 - count(200) - count(403));
    expect(count(200)).toBeGreaterThan(0);
    expect(count(500)).toBe(0);
    expect(new Set(found.map(({ requestId }) => requestId)).size).toBe(500);
    expect(await verify(owner)).toMatchObject({ verified: true, from: 1, next: null });
  }, 90_000);
});

describe("what cannot be appended", () => {
  const QUEUE = "audit-write-audit.fifo";
  const DEAD_LETTERS = "audit-write-audit-dead-letters.fifo";

  it("holds its log up for a while, is told in it, and lies among the dead letters", async () => {
    const owner = await founder();
    const { tenantId } = owner;
    const unread = { tenantId, recordId: "no such thing" };
    for (const [index, body] of ["{not JSON", JSON.stringify(unread)].entries()) {
      cloud.sqs.send(QUEUE, body, {
        groupId: tenantId,
        deduplicationId: `bad-${index}-${tenantId}`,
      });
    }
    expect((await rename(owner, 2)).status).toBe(200);
    expect(await entries(owner, 1, "&action=tenant.renameTenant")).toHaveLength(1);
    const lost = await entries(owner, 2, "&action=audit.record.lost");
    expect(lost).toHaveLength(2);
    expect(lost[0]).toMatchObject({ outcome: "failed", reason: expect.stringMatching(/SHA-256/) });
    expect(await verify(owner)).toMatchObject({ verified: true });
    const letters = await eventually(
      () => cloud.sqs.peek(DEAD_LETTERS, 100),
      (found) => found.length >= 2,
    );
    expect(letters.map(({ body }) => body)).toContain("{not JSON");
  }, 60_000);
});

describe("a record that no log can take", () => {
  it("holds back no event and no record behind it, and lies among the dead letters", async () => {
    const owner = await founder();
    const item = { tenantId: "nobody, ☕", recordId: "aud_none", record: {} };
    await putItem({ pk: "tnt_x#platform.audit-outbox#00", sk: "record#aud_none", ...item });
    expect((await rename(owner, 2)).status).toBe(200);
    expect(await entries(owner, 1, "&action=tenant.renameTenant")).toHaveLength(1);
    const letters = await eventually(
      () => cloud.sqs.peek("audit-resend-audit-dead-letters", 10),
      (found) => found.length > 0,
      60_000,
    );
    expect(letters[0]?.body).toContain("aud_none");
  }, 90_000);
});

describe("a list of the log", () => {
  it("holds what matches all that is asked for, and goes on with its cursor", async () => {
    const owner = await founder();
    const viewer = await newCaller("viewer", { tenantId: owner.tenantId });
    const since = new Date().toISOString();
    for (let index = 0; index < 4; index++) await rename(viewer, index + 1);
    await rename(owner, 2);
    await entries(owner, 6);
    const find = async (query: string) =>
      (await entries(owner, 0, query)).map(({ actorId, outcome }) => `${actorId} ${outcome}`);
    expect(await find("&outcome=denied")).toHaveLength(4);
    expect(await find(`&actor=${owner.userId}`)).toEqual([`${owner.userId} succeeded`]);
    expect(await find(`&target=${owner.tenantId}&action=tenant.renameTenant`)).toHaveLength(5);
    expect(await find(`&from=${since}`)).toHaveLength(5);
    expect(await find(`&to=${since}`)).toHaveLength(1);
    expect(await find(`&actor=${viewer.userId}&outcome=succeeded`)).toEqual([]);
    const path = `/api/tenants/${owner.tenantId}/audit`;
    const first = await call("GET", `${path}?limit=2&outcome=denied`, owner);
    expect(first.body.items).toHaveLength(2);
    const other = await call("GET", `${path}?limit=2&cursor=${first.body.cursor}`, owner);
    expect(other.status, "a cursor belongs to its query").toBe(400);
    const bad = await call("GET", `${path}?from=yesterday`, owner);
    expect(bad.body.issues[0].path).toEqual(["query", "from"]);
  });
});

describe("an export", () => {
  it("comes in pieces, whose lines verify, and as CSV", async () => {
    const owner = await founder();
    for (let index = 0; index < 5; index++) await rename(owner, 99);
    await entries(owner, 6);
    const path = `/api/tenants/${owner.tenantId}/audit/export`;
    const lines: string[] = [];
    for (let after = 0; ; ) {
      const { text, status } = await call("GET", `${path}?limit=2&after=${after}`, owner);
      expect(status).toBe(200);
      const piece = text.split("\n").filter(Boolean);
      if (!piece.length || lines.length > 5) break;
      lines.push(...piece);
      after = JSON.parse(piece.at(-1) ?? "").sequence;
    }
    const { hashOf } = await import("@faibric/core/audit/chain");
    let previous = JSON.parse(lines[0] ?? "").previousHash;
    for (const line of lines) {
      const { hash, ...content } = JSON.parse(line);
      expect(content.previousHash).toBe(previous);
      expect(hashOf(content)).toBe(hash);
      previous = hash;
    }
    expect(lines.length).toBeGreaterThanOrEqual(6);
    const csv = await call("GET", `${path}?format=csv`, owner);
    expect(csv.text.split("\r\n")[0]).toMatch(/^sequence,at,action/);
    expect((await call("GET", `${path}?format=xml`, owner)).status).toBe(400);
  });
});
