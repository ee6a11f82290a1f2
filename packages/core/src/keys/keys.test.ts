import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { ForbiddenError, TenantRefusedError, UnauthenticatedError } from "../platform/errors";
import { createId, type TenantId } from "../platform/id";
import { type Permission, SCOPES, scopesAllow } from "../platform/permission";
import { stretchFor } from "../platform/rate-limits";
import * as Tenant from "../tenant/tenant";
import { TenantEntity } from "../tenant/tenant.entity";
import { TenantSettings } from "../tenant/tenant.schema";
import { asMember, asSystem, asUser, newTenant, newUser } from "../testing/actors";
import { announced } from "../testing/announced";
import { logged } from "../testing/logged";
import { admitApiKey, admitAppKey, assertSameTenant } from "./admission";
import * as ApiKey from "./api-key";
import { ApiKeyEntity } from "./api-key.entity";
import * as ApiKeyEnd from "./api-key-end";
import * as AppKey from "./app-key";
import {
  ApiKeyNotFoundError,
  AppKeyNotFoundError,
  OriginRefusedError,
  ScopeRefusedError,
  TooManyKeysError,
} from "./keys.errors";

const name = "Склад 倉庫 مخزن 🔑";
const scopes = ["tenant.read"] as const;
const origins = ["https://shop.example.com"];

async function founded(): Promise<TenantId> {
  const slug = createId("tnt").slice(4, 30);
  const settings = TenantSettings.parse({});
  const made = await asUser(newUser(), () => Tenant.create({ name, slug, settings }));
  return made.tenantId;
}

const make = (tenantId: TenantId) =>
  asMember(tenantId, () => ApiKey.create({ tenantId, name, scopes }));
const makeApp = (tenantId: TenantId) =>
  asMember(tenantId, () => AppKey.create({ tenantId, name, origins }));
const stored = (tenantId: TenantId) => asSystem(tenantId, ApiKey.all);

async function expire(tenantId: TenantId, keyId: ApiKey.StoredApiKey["keyId"]): Promise<void> {
  const validUntil = new Date(Date.now() - 1).toISOString();
  await asSystem(tenantId, () => ApiKeyEntity.patch({ tenantId, keyId }).set({ validUntil }).go());
}

describe("an API key", () => {
  it("lets its tenant in with its scopes and the tenant's plan, by which it is limited", async () => {
    const tenantId = await founded();
    const { key, keyId } = await make(tenantId);
    expect(await admitApiKey(key)).toEqual({ tenantId, keyId, scopes, plan: "free" });

    await asSystem(tenantId, () => TenantEntity.patch({ tenantId }).set({ plan: "pro" }).go());
    const admitted = await admitApiKey(key);
    const limitAs = (plan: string) =>
      stretchFor({ method: "GET" }, { type: "apiKey", ...admitted, plan }, "192.0.2.1").counters;
    expect(limitAs(admitted.plan)).toEqual(limitAs("pro"));
    expect(limitAs(admitted.plan)).not.toEqual(limitAs("free"));
  });

  it("is refused from the next request once it is revoked, alone or with all others", async () => {
    const tenantId = await founded();
    const [one, two, three] = [await make(tenantId), await make(tenantId), await make(tenantId)];
    await admitApiKey(one.key);
    await asMember(tenantId, () => ApiKeyEnd.revoke(tenantId, one.keyId));
    await expect(admitApiKey(one.key)).rejects.toThrow(UnauthenticatedError);
    await admitApiKey(two.key);

    const all = await asMember(tenantId, () => ApiKeyEnd.revokeAll(tenantId));
    expect(all).toEqual({ revoked: 2 });
    for (const { key } of [two, three]) {
      await expect(admitApiKey(key)).rejects.toThrow(UnauthenticatedError);
    }
  });

  it("is refused from the next request once it has expired", async () => {
    const tenantId = await founded();
    const { key, keyId } = await make(tenantId);
    await admitApiKey(key);
    await expire(tenantId, keyId);
    await expect(admitApiKey(key)).rejects.toThrow("The API key has expired.");
  });

  it("is good until its grace ends when it is rolled, and is rolled once", async () => {
    const tenantId = await founded();
    const { key, keyId } = await make(tenantId);
    const roll = () => ApiKeyEnd.roll({ tenantId, keyId, graceHours: 1 });
    const rolls = await Promise.allSettled([1, 2, 3].map(() => asMember(tenantId, roll)));
    expect(rolls.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await admitApiKey(key);
    await expire(tenantId, keyId);
    await expect(admitApiKey(key)).rejects.toThrow(UnauthenticatedError);
    expect(await stored(tenantId)).toHaveLength(2);
  });

  it("is one of fifty at most, however many are made at once", async () => {
    const tenantId = newTenant();
    for (let made = 0; made < 48; made++) await make(tenantId);
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => make(tenantId)));
    const before = tries.filter(({ status }) => status === "fulfilled").length;
    // Whoever was only in somebody's way may try again; there is room for two in all.
    for (let left = before; left < 2; left++) await make(tenantId);
    expect(before).toBeLessThanOrEqual(2);
    await expect(make(tenantId)).rejects.toThrow(TooManyKeysError);
    const keys = await stored(tenantId);
    expect(keys).toHaveLength(50);

    const [old] = keys;
    if (!old) throw new Error("No key is stored.");
    await expire(tenantId, old.keyId);
    await make(tenantId); // in its place
    const after = await stored(tenantId);
    expect(after).toHaveLength(50);
    expect(after.map(({ keyId }) => keyId)).not.toContain(old.keyId);
    await expect(make(tenantId)).rejects.toThrow(TooManyKeysError);
  });

  it("is not found from another tenant, and is none there", async () => {
    const [tenantId, other] = [await founded(), await founded()];
    const { key, keyId } = await make(tenantId);
    for (const address of [tenantId, other]) {
      const at = { tenantId: address, keyId };
      const tries: (() => Promise<unknown>)[] = [
        () => ApiKey.get(address, keyId),
        () => ApiKey.rename({ ...at, name: "Mine" }),
        () => ApiKeyEnd.roll({ ...at, graceHours: 0 }),
        () => ApiKeyEnd.revoke(address, keyId),
      ];
      for (const attempt of tries) {
        await expect(asMember(other, attempt)).rejects.toThrow(ApiKeyNotFoundError);
      }
    }
    const moved = key.replace(tenantId.slice(4), other.slice(4));
    await expect(admitApiKey(moved)).rejects.toThrow(UnauthenticatedError);
    const { tenantId: admitted } = await admitApiKey(key);
    expect(admitted).toBe(tenantId);
    expect(() => assertSameTenant(admitted, other)).toThrow(TenantRefusedError);
  });

  it("is given no scope above the role of who makes it, and none that is for people", async () => {
    const tenantId = newTenant();
    const above: readonly Permission[] = ["tenant.read", "tenant.govern"];
    const create = () => ApiKey.create({ tenantId, name, scopes: above });
    await expect(asMember(tenantId, create, "admin")).rejects.toThrow(ScopeRefusedError);
    for (const role of ["member", "viewer"] as const) {
      await expect(asMember(tenantId, create, role)).rejects.toThrow(ForbiddenError);
    }
    expect(await stored(tenantId)).toEqual([]);
    expect(SCOPES).toEqual([
      "audit.read",
      "site.read",
      "site.write",
      "tenant.read",
      "tenant.write",
      "storage.read",
      "storage.write",
    ]);
    expect(scopesAllow(["keys.write", "offboarding.manage"], "keys.write")).toBe(false);
    expect(scopesAllow(["keys.write", "offboarding.manage"], "offboarding.manage")).toBe(false);
  });

  it("has a secret that is told once, and is in no item, event, list or log line", async () => {
    const tenantId = await founded();
    const { result, lines } = await logged(async () => {
      const made = await make(tenantId);
      await admitApiKey(made.key);
      await expect(admitApiKey(`${made.key}x`)).rejects.toThrow(UnauthenticatedError);
      return made;
    });
    const { key, keyId, prefix } = result;
    const secret = key.slice(prefix.length + 1);
    expect(secret).toHaveLength(49);
    const read = await asMember(tenantId, () => ApiKey.list(tenantId, { limit: 10 }));
    const items = await stored(tenantId);
    const events = await announced(tenantId, keyId);
    expect([items.length, read.items.length, events.length]).toEqual([1, 1, 1]);
    const seen = inspect({ items, read, events, lines }, { depth: null });
    expect(seen).toContain(keyId);
    expect(seen).not.toContain(secret.slice(0, 20));
    const hash = items[0]?.hash ?? "";
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(inspect({ read, events, lines }, { depth: null })).not.toContain(hash);
  });
});

describe("a public app key", () => {
  it("finds its tenant and plan from the pages on its list, until it is revoked", async () => {
    const tenantId = await founded();
    const { key, appKeyId } = await makeApp(tenantId);
    const [page] = origins;
    const admitted = await admitAppKey(key, page);
    expect(admitted).toEqual({ tenantId, appKeyId, plan: "free" });
    const evil = admitAppKey(key, "https://shop.example.com.evil.example");
    await expect(evil).rejects.toThrow(OriginRefusedError);

    const other = newTenant();
    const foreign = () => AppKey.revoke(other, appKeyId);
    await expect(asMember(other, foreign)).rejects.toThrow(AppKeyNotFoundError);
    await asMember(tenantId, () => AppKey.revoke(tenantId, appKeyId));
    await expect(admitAppKey(key, page)).rejects.toThrow(UnauthenticatedError);
  });
});
