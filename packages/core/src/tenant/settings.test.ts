import { describe, expect, it } from "vitest";
import { inAccount } from "../auth/account";
import { AccountEntity } from "../auth/account.entity";
import { withActor } from "../platform/actor";
import { ForbiddenError, StaleError } from "../platform/errors";
import type { Role } from "../platform/permission";
import { newAccount } from "../testing/accounts";
import { asSystem, asUser, newTenant, newUser } from "../testing/actors";
import { announced } from "../testing/announced";
import { admit, assertOpen } from "./admission";
import * as Onboarding from "./onboarding";
import * as Settings from "./settings";
import * as Suspension from "./suspension";
import * as Tenant from "./tenant";
import {
  OnboardingNotFailedError,
  OwnFactorNeededError,
  SuspendedByOperatorError,
  TenantNotFoundError,
  TenantNotReadyError,
} from "./tenant.errors";
import { Brand, SettingsChange, TenantSettings } from "./tenant.schema";

const founding = { timeZone: "Europe/Berlin", locale: "de-DE", currency: "EUR" };

async function founded() {
  const owner = newUser();
  const input = { name: "Blå Flaske", slug: newTenant().slice(4), settings: founding };
  const { tenantId } = await asUser(owner, () => Tenant.create(input));
  const as = <R>(fn: () => R, role: Role = "owner"): R =>
    withActor({ type: "member", tenantId, userId: owner, role }, fn);
  const asSystemHere = <R>(fn: () => R): R => asSystem(tenantId, fn);
  return { owner, tenantId, as, asSystem: asSystemHere };
}

/** A tenant whose onboarding is through. */
async function active() {
  const one = await founded();
  await one.asSystem(() => Onboarding.applySettings(founding));
  await one.asSystem(() => Onboarding.activate());
  const { version } = await one.as(() => Tenant.get(one.tenantId));
  return { ...one, version };
}

describe("settings", () => {
  it("change where they are named, and say what they were", async () => {
    const { tenantId, as, version } = await active();
    const change = { currency: "CHF", locale: "de-DE", brand: { primaryColor: "#1f4e79" } };
    const changed = await as(() => Settings.change({ tenantId, change, version }));
    const settings = { ...founding, currency: "CHF", brand: { primaryColor: "#1f4e79" } };
    expect(changed).toMatchObject({ settings, version: version + 1 });
    expect(await as(() => Tenant.get(tenantId))).toMatchObject({ settings, version: version + 1 });
    expect((await announced(tenantId)).at(-1)).toMatchObject({
      type: "tenant.settings.changed",
      properties: {
        from: { currency: "EUR", brand: null },
        to: { currency: "CHF", brand: { primaryColor: "#1f4e79" } },
      },
    });
  });

  it("that are what they were make no version and no event, and are stale like any other", async () => {
    const { tenantId, as, version } = await active();
    const before = await announced(tenantId);
    const change = (of: number) =>
      as(async () => Settings.change({ tenantId, change: { currency: "EUR" }, version: of }));
    expect(await change(version)).toMatchObject({ version });
    await expect(change(version + 1)).rejects.toThrow(StaleError);
    expect(await announced(tenantId)).toHaveLength(before.length);
  });

  it("are changed by one of two at once, and by the other once they have read them again", async () => {
    const { tenantId, as, version } = await active();
    const change = (currency: string) =>
      as(async () => Settings.change({ tenantId, change: { currency }, version }));
    const outcomes = await Promise.allSettled([change("CHF"), change("USD")]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("wait for the onboarding, which would put back what the tenant was founded with", async () => {
    const { tenantId, as } = await founded();
    const changing = as(async () =>
      Settings.change({ tenantId, change: { currency: "CHF" }, version: 1 }),
    );
    await expect(changing).rejects.toThrow(TenantNotReadyError);
  });

  it("of security are the owners', and count at once", async () => {
    const { tenantId, owner, as, version, asSystem } = await active();
    const change = { requireMfa: true, auditRetentionDays: 90 };
    const asAdmin = as(async () => Settings.changeSecurity({ tenantId, change, version }), "admin");
    await expect(asAdmin).rejects.toThrow(ForbiddenError);
    await newAccount(`${owner}@example.com`, { userId: owner, factor: true });
    await as(() => Settings.changeSecurity({ tenantId, change, version }));
    expect(await asSystem(() => admit(owner))).toMatchObject({ requireMfa: true });
    const { security } = await as(() => Tenant.get(tenantId));
    expect(security).toEqual(change);
  });

  it("ask everybody for a second factor only if who wants it has one, and stop asking for it anyway", async () => {
    const { tenantId, owner, as, version } = await active();
    const change = (requireMfa: boolean, seen: number) =>
      as(() => Settings.changeSecurity({ tenantId, change: { requireMfa }, version: seen }));
    await newAccount(`${owner}@example.com`, { userId: owner });
    await expect(change(true, version)).rejects.toThrow(OwnFactorNeededError);
    const kept = { tenantId, change: { auditRetentionDays: 30 }, version };
    expect(await as(() => Settings.changeSecurity(kept))).toMatchObject({
      security: { requireMfa: false, auditRetentionDays: 30 },
    });
    const totp = (on: boolean) =>
      inAccount(owner, "test", async () => {
        const patch = AccountEntity.patch({ userId: owner });
        await (on ? patch.set({ totpSince: "2026-01-01" }) : patch.remove(["totpSince"])).go();
      });
    await totp(true);
    await change(true, version + 1);
    // Who has lost theirs since, and came in all the same, may still lift it.
    await totp(false);
    expect(await change(false, version + 2)).toMatchObject({ security: { requireMfa: false } });
  });

  it("of another tenant are not found", async () => {
    const [mine, theirs] = [await active(), await active()];
    const { tenantId, version } = theirs;
    for (const use of [
      () => Settings.change({ tenantId, change: {}, version }),
      () => Settings.changeSecurity({ tenantId, change: {}, version }),
      () => Suspension.suspend(tenantId),
      () => Suspension.restore(tenantId),
      () => Onboarding.retry(tenantId),
    ]) {
      await expect(mine.as(async () => use())).rejects.toThrow(TenantNotFoundError);
    }
  });

  it("that are left out of a change are no default", () => {
    expect(SettingsChange.parse({ locale: "en" })).toEqual({ locale: "en" });
    expect(TenantSettings.parse({})).toEqual({ timeZone: "UTC", locale: "en", currency: "USD" });
  });

  it("know a time zone by each of its names, and take no offset for one", () => {
    for (const timeZone of ["Asia/Kolkata", "Asia/Calcutta", "Europe/Kyiv", "US/Pacific", "UTC"]) {
      expect(SettingsChange.parse({ timeZone })).toEqual({ timeZone });
    }
    for (const timeZone of ["+05:30", "Mars/Olympus", "Europe/Berlin ", "", "constructor"]) {
      expect(SettingsChange.safeParse({ timeZone }).success).toBe(false);
    }
  });

  it.each([
    { logoUrl: "http://example.com/a.svg" },
    { logoUrl: "javascript:alert(1)" },
    { logoUrl: "https://user:pass@example.com/a.svg" },
    { logoUrl: `https://example.com/${"a".repeat(2_000)}` },
    { logoUrl: "https://169.254.169.254/latest/meta-data" },
    { logoUrl: "https://0x7f.1/a.svg" },
    { logoUrl: "https://[::1]/a.svg" },
    { logoUrl: "https://[fd00:ec2::254]/a.svg" },
    { logoUrl: "https://localhost:8443/a.svg" },
    { logoUrl: "https://router.local/a.svg" },
    { logoUrl: "https://metadata.google.internal./a.svg" },
    { primaryColor: "red" },
    { primaryColor: "#12345" },
    { backgroundColor: "#12345g" },
  ])("have no brand such as %j", (brand) => {
    expect(Brand.safeParse(brand).success).toBe(false);
  });
});

describe("what a business does and wants first", () => {
  it.each([
    { industry: { kind: "other" } },
    { industry: { kind: "other", description: "   " } },
    { industry: { kind: "mining" } },
    { industry: { kind: "food", description: "two\nlines" } },
    { industry: { kind: "food", description: "a".repeat(201) } },
    { goals: ["fame"] },
    { goals: ["found", "found"] },
  ])("is not %j", (change) => {
    expect(SettingsChange.safeParse(change).success).toBe(false);
  });

  it("is kept from the founding on, and changed like any setting", async () => {
    const { tenantId, as, asSystem } = await founded();
    const wanted = TenantSettings.parse({
      industry: { kind: "other", description: "مخبز نباتي 🥐" },
      goals: ["team", "found"],
    });
    await asSystem(() => Onboarding.applySettings(wanted));
    expect(await as(() => Tenant.get(tenantId))).toMatchObject({ progress: ["settings"] });
    await asSystem(() => Onboarding.pass("files"));
    await asSystem(() => Onboarding.applySettings(wanted));
    expect(await as(() => Tenant.get(tenantId))).toMatchObject({ progress: ["settings", "files"] });
    await asSystem(() => Onboarding.activate());
    const { version, ...opened } = await as(() => Tenant.get(tenantId));
    expect(opened).toMatchObject({ settings: wanted });
    expect(opened).not.toHaveProperty("progress");
    const change = SettingsChange.parse({ industry: { kind: "food" }, goals: [] });
    const changed = await as(() => Settings.change({ tenantId, change, version }));
    expect(changed.settings).toEqual({ ...wanted, ...change });
  });

  it("is no more under way once the onboarding was undone", async () => {
    const { tenantId, as, asSystem } = await founded();
    await asSystem(() => Onboarding.applySettings(founding));
    await asSystem(() => Onboarding.clearSettings());
    expect(await as(() => Tenant.get(tenantId))).not.toHaveProperty("progress");
    await asSystem(() => Onboarding.applySettings(founding));
    await asSystem(() => Onboarding.fail("No place for files."));
    expect(await as(() => Tenant.get(tenantId))).not.toHaveProperty("progress");
  });
});

describe("a suspended tenant", () => {
  it("is open to its owners' reads alone, until an owner restores it", async () => {
    const { tenantId, owner, as, asSystem } = await active();
    const suspended = await as(() => Suspension.suspend(tenantId, "Winter ❄️"));
    expect(suspended).toMatchObject({
      status: "suspended",
      suspension: { by: "owner", reason: "Winter ❄️" },
    });
    const admission = await asSystem(() => admit(owner));
    expect(admission?.status).toBe("suspended");
    expect(
      () => admission && assertOpen(admission, { isRead: false, whileSuspended: false }),
    ).toThrow();

    expect(await as(() => Suspension.suspend(tenantId))).toMatchObject({
      version: suspended.version,
    });
    expect(await as(() => Suspension.restore(tenantId))).toMatchObject({ status: "active" });
    expect(await as(() => Suspension.restore(tenantId))).toMatchObject({ status: "active" });
    expect(await as(() => Tenant.get(tenantId))).not.toHaveProperty("suspension");
    expect((await announced(tenantId)).slice(-2)).toMatchObject([
      { type: "tenant.tenant.suspended", properties: { by: "owner", reason: "Winter ❄️" } },
      { type: "tenant.tenant.restored", properties: { by: "owner" } },
    ]);
  });

  it("that the operator has suspended is restored by the operator alone", async () => {
    const { tenantId, as, asSystem } = await active();
    await as(() => Suspension.suspend(tenantId));
    await asSystem(() => Suspension.suspend(tenantId, "Unpaid"));
    await expect(as(async () => Suspension.restore(tenantId))).rejects.toThrow(
      SuspendedByOperatorError,
    );
    await as(() => Suspension.suspend(tenantId)); // and an owner does not make it their own
    await expect(as(async () => Suspension.restore(tenantId))).rejects.toThrow(
      SuspendedByOperatorError,
    );
    expect(await asSystem(() => Suspension.restore(tenantId))).toMatchObject({ status: "active" });
  });

  it("goes on with the onboarding that was cut off once it is restored", async () => {
    const { tenantId, as, asSystem } = await founded();
    await asSystem(() => Suspension.suspend(tenantId));
    await asSystem(() => Onboarding.applySettings(founding));
    await asSystem(() => Onboarding.activate());
    expect(await as(() => Tenant.get(tenantId))).toMatchObject({ status: "suspended" });
    await asSystem(() => Suspension.restore(tenantId));
    const pending = await Onboarding.listPending(new Date(Date.now() + 1_000));
    expect(pending).toContainEqual({ tenantId, settings: founding });
    await asSystem(() => Onboarding.activate());
    expect(await as(() => Tenant.get(tenantId))).toMatchObject({ status: "active" });
  });

  it("is not suspended or restored by an admin", async () => {
    const { tenantId, as } = await active();
    for (const use of [Suspension.suspend, Suspension.restore]) {
      await expect(as(async () => use(tenantId), "admin")).rejects.toThrow(ForbiddenError);
    }
  });
});

describe("an onboarding that failed", () => {
  it("is tried again with what the tenant was founded with, once however often it is asked for", async () => {
    const { tenantId, as, asSystem } = await founded();
    await asSystem(() => Onboarding.applySettings(founding));
    await asSystem(() => Onboarding.clearSettings());
    await asSystem(() => Onboarding.fail("The storage is full."));
    expect(await as(() => Tenant.get(tenantId))).toMatchObject({
      status: "failed",
      failure: "The storage is full.",
    });

    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => as(async () => Onboarding.retry(tenantId))),
    );

    expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
    expect(await as(() => Onboarding.retry(tenantId))).toMatchObject({ status: "onboarding" });
    expect(await as(() => Tenant.get(tenantId))).not.toHaveProperty("failure");
    const retried = (await announced(tenantId)).filter(
      ({ type }) => type === "tenant.onboarding.retried",
    );
    expect(retried).toMatchObject([{ properties: { settings: founding } }]);
    const pending = await Onboarding.listPending(new Date(Date.now() + 1_000));
    expect(pending).toContainEqual({ tenantId, settings: founding });
  });

  it("is nothing to try again where it did not fail, or for who is no owner", async () => {
    const { tenantId, as } = await active();
    await expect(as(async () => Onboarding.retry(tenantId))).rejects.toThrow(
      OnboardingNotFailedError,
    );
    await expect(as(async () => Onboarding.retry(tenantId), "admin")).rejects.toThrow(
      ForbiddenError,
    );
  });

  it.each([
    [{ Error: "OnboardingError", Cause: '{"errorMessage":"No room."}' }, /^No room\. You can/],
    [
      { Error: "TypeError", Cause: '{"errorMessage":"secret is undefined"}' },
      /^Something went wrong/,
    ],
    [{ Error: "OnboardingError", Cause: "{" }, /^Something went wrong/],
    [{ Error: "States.Timeout" }, /^Something went wrong/],
    [undefined, /^Something went wrong/],
  ])("of which %j was caught is told in words for its owner", (error, words) => {
    expect(Onboarding.reasonFrom(error)).toMatch(words);
  });
});
