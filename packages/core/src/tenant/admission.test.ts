import { expect, it } from "vitest";
import { FenceError } from "../platform/fence";
import { asSystem, asUser, newTenant, newUser } from "../testing/actors";
import { admit } from "./admission";
import { MembershipEntity } from "./membership.entity";
import * as Tenant from "./tenant";
import { TenantEntity } from "./tenant.entity";
import { SecuritySettings, TenantSettings } from "./tenant.schema";

async function founded() {
  const userId = newUser();
  const input = { name: "مقهى ☕", slug: newTenant().slice(4), settings: TenantSettings.parse({}) };
  const { tenantId } = await asUser(userId, () => Tenant.create(input));
  return { userId, tenantId };
}

it("says the role, and what the tenant asks of everybody", async () => {
  const { userId, tenantId } = await founded();
  expect(await asSystem(tenantId, () => admit(userId))).toEqual({
    role: "owner",
    status: "onboarding",
    requireMfa: false,
    plan: "free",
  });

  const security = SecuritySettings.parse({ requireMfa: true });
  await asSystem(tenantId, () =>
    TenantEntity.patch({ tenantId }).set({ security, plan: "business", status: "suspended" }).go(),
  );
  expect(await asSystem(tenantId, () => admit(userId))).toEqual({
    role: "owner",
    status: "suspended",
    requireMfa: true,
    plan: "business",
  });
});

it("is undefined for who is no member, in a tenant that is there or not", async () => {
  const { tenantId } = await founded();
  expect(await asSystem(tenantId, () => admit(newUser()))).toBeUndefined();
  expect(await asSystem(newTenant(), () => admit(newUser()))).toBeUndefined();
});

it("is undefined where a membership has outlived its tenant", async () => {
  const { userId, tenantId } = await founded();
  await asSystem(tenantId, () => TenantEntity.delete({ tenantId }).go());
  expect(await asSystem(tenantId, () => admit(userId))).toBeUndefined();
});

it("counts a change at once", async () => {
  const { userId, tenantId } = await founded();
  for (const role of ["viewer", "member", "admin"] as const) {
    await asSystem(tenantId, () => MembershipEntity.patch({ tenantId, userId }).set({ role }).go());
    expect(await asSystem(tenantId, () => admit(userId))).toMatchObject({ role });
  }
  await asSystem(tenantId, () => MembershipEntity.delete({ tenantId, userId }).go());
  expect(await asSystem(tenantId, () => admit(userId))).toBeUndefined();
});

it("is behind the fence: nobody without the tenant asks for it", async () => {
  const { userId, tenantId } = await founded();
  const { batchGet } = await import("../platform/batch-get");
  const reaching = asUser(userId, () => batchGet([MembershipEntity.get({ tenantId, userId })]));
  await expect(reaching).rejects.toThrow(FenceError);
});
