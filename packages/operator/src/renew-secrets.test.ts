import { afterAll, expect, it } from "vitest";
import { startLaptopCloud } from "./testing/laptop-cloud";

const { read, run, close } = await startLaptopCloud();
// Imported once the cloud has said where the table is.
const Secret = await import("@faibric/core/secrets/secret");
const { SecretEntity } = await import("@faibric/core/secrets/secret.entity");
const Tenant = await import("@faibric/core/tenant/tenant");
const { asMember, asSystem, asUser, newTenant, newUser } = await import(
  "@faibric/core/testing/actors"
);
const { TenantSettings } = await import("@faibric/core/tenant/tenant.schema");
afterAll(close);

type TenantId = ReturnType<typeof newTenant>;
const VALUE = "planted-sk_live_סוד_🔑";

async function tenantWith(names: readonly string[]): Promise<TenantId> {
  const input = { name: "חנות", slug: newTenant().slice(4), settings: TenantSettings.parse({}) };
  const { tenantId } = await asUser(newUser(), () => Tenant.create(input));
  for (const name of names) {
    await asMember(tenantId, () => Secret.set({ tenantId, name, value: VALUE }));
  }
  return tenantId;
}

const sealed = async (tenantId: TenantId, name: string) =>
  (await asSystem(tenantId, () => SecretEntity.get({ tenantId, name }).go({ consistent: true })))
    .data?.sealed;

it("puts the secrets of all tenants under another data key's envelope, twice if asked, and each still opens", async () => {
  const one = await tenantWith(["stripe.key", "openai"]);
  const other = await tenantWith(["stripe.key"]);
  const before = await sealed(one, "stripe.key");
  expect(await read(["secrets", "renew"])).toEqual({ renewed: 3, broken: [] });
  const after = await sealed(one, "stripe.key");
  expect(after).not.toBe(before);
  expect(await read(["secrets", "renew"])).toEqual({ renewed: 3, broken: [] });
  for (const [tenantId, name] of [
    [one, "openai"],
    [one, "stripe.key"],
    [other, "stripe.key"],
  ] as const) {
    expect((await asSystem(tenantId, () => Secret.reveal(name))).reveal()).toBe(VALUE);
  }
});

it("goes on behind a secret that does not open, names it, and fails", async () => {
  const tenantId = await tenantWith(["a.good", "b.moved", "c.good"]);
  const theirs = (await sealed(tenantId, "a.good")) ?? "";
  await asSystem(tenantId, () =>
    SecretEntity.patch({ tenantId, name: "b.moved" }).set({ sealed: theirs }).go(),
  );
  const before = await sealed(tenantId, "c.good");
  const { code, stdout } = await run(["secrets", "renew", "--yes"]);
  expect(code).toBe(1);
  expect(stdout).toContain(`b.moved of ${tenantId} does not open`);
  expect(stdout).not.toContain(VALUE);
  expect(await sealed(tenantId, "c.good")).not.toBe(before);
});
