import { expect, it } from "vitest";
import { commit } from "../platform/commit";
import { ConflictError, ForbiddenError } from "../platform/errors";
import { asMember, asSystem, asUser, newTenant, newUser } from "../testing/actors";
import { announced } from "../testing/announced";
import * as Onboarding from "./onboarding";
import * as Sample from "./sample";
import * as Tenant from "./tenant";
import { TenantNotFoundError } from "./tenant.errors";
import { TenantSettings } from "./tenant.schema";

const settings = TenantSettings.parse({ locale: "de-AT", industry: { kind: "beauty" } });

async function active(sample: boolean) {
  const input = { name: "Salon Zoë 💇", slug: newTenant().slice(4), settings, sample };
  const { tenantId } = await asUser(newUser(), () => Tenant.create(input));
  await asSystem(tenantId, () => Onboarding.applySettings(settings));
  await asSystem(tenantId, () => Onboarding.activate());
  return tenantId;
}

const requests = async (tenantId: Awaited<ReturnType<typeof active>>) =>
  (await announced(tenantId)).filter(({ type }) => type.startsWith("tenant.sample."));

it("is asked for once the tenant is ready, in its language and for what it does, and by nobody else", async () => {
  const [with_, without] = [await active(true), await active(false)];
  await asSystem(with_, () => Onboarding.activate());
  expect(await requests(with_)).toMatchObject([
    {
      type: "tenant.sample.requested",
      properties: { name: "Salon Zoë 💇", locale: "de-AT", industry: "beauty" },
    },
  ]);
  expect(await requests(without)).toEqual([]);
  expect(await asMember(without, () => Tenant.get(without))).not.toHaveProperty("sample");
});

it("is removed once, however often that is asked for, and by those who may change the tenant", async () => {
  const tenantId = await active(true);
  const remove = (role: "admin" | "member" = "admin") =>
    asMember(tenantId, async () => Sample.remove(tenantId), role);
  await expect(remove("member")).rejects.toThrow(ForbiddenError);
  const removed = await remove();
  expect(removed).toMatchObject({ sample: "removed" });
  expect(await remove()).toMatchObject({ version: removed.version });
  expect((await requests(tenantId)).map(({ type }) => type)).toEqual([
    "tenant.sample.requested",
    "tenant.sample.removed",
  ]);
});

it("is removed by one of many who ask at once", async () => {
  const tenantId = await active(true);
  const tries = Array.from({ length: 8 }, () => asMember(tenantId, () => Sample.remove(tenantId)));
  const done = (await Promise.allSettled(tries)).filter(({ status }) => status === "fulfilled");
  expect(done.length).toBeGreaterThan(0);
  const removals = (await requests(tenantId)).filter(({ type }) => type.endsWith("removed"));
  expect(removals).toHaveLength(1);
});

it("that comes late is not stored once it was removed", async () => {
  const tenantId = await active(true);
  const late = () =>
    asSystem(tenantId, () =>
      commit({
        entities: Sample.SAMPLED,
        writes: ({ tenant }) => ({ wanted: Sample.stillWanted(tenant, tenantId) }),
        audit: { action: "test.sample.added" },
      }),
    );
  await late();
  await asMember(tenantId, () => Sample.remove(tenantId));
  await expect(late()).rejects.toThrow(ConflictError);
});

it("of another tenant is not found", async () => {
  const theirs = await active(true);
  const removing = asMember(newTenant(), async () => Sample.remove(theirs), "owner");
  await expect(removing).rejects.toThrow(TenantNotFoundError);
  expect(await asMember(theirs, () => Tenant.get(theirs))).toMatchObject({ sample: "wanted" });
});
