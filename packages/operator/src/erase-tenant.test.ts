import { eventually } from "@faibric/local/testing/eventually";
import { afterAll, expect, it } from "vitest";
import { startLaptopCloud } from "./testing/laptop-cloud";

// A second of a pipeline's waits takes ten milliseconds.
const { run, read, close } = await startLaptopCloud({ secondMs: 10 });
// Imported once the cloud has said where the table is.
const Tenants = await import("@faibric/core/tenant/tenant");
const Erasure = await import("@faibric/core/offboarding/erasure");
const { withActor } = await import("@faibric/core/platform/actor");
const { asUser, newTenant, newUser } = await import("@faibric/core/testing/actors");
afterAll(close);

const settings = { timeZone: "UTC", locale: "ar", currency: "USD" };
async function found() {
  const userId = newUser();
  const slug = newTenant().slice(4);
  const { tenantId } = await asUser(userId, () =>
    Tenants.create({ name: "مقهى ☕", slug, settings }),
  );
  const asOwner = <R>(fn: () => R) =>
    withActor({ type: "member", tenantId, userId, role: "owner" }, fn);
  await eventually(
    () => asOwner(() => Tenants.get(tenantId)),
    ({ status }) => status === "active",
    40_000,
  );
  return { tenantId, slug, asOwner };
}

interface Progress {
  readonly state: string;
  readonly items: number;
}

it("erases a tenant, shows how far that is, and at the end the proof", async () => {
  const { tenantId } = await found();
  const begun = await run(["tenants", "erase", tenantId, "--yes"]);
  expect(begun).toMatchObject({ code: 0, stdout: expect.stringContaining("is being erased") });
  const proof = await eventually(
    () => read<Progress>(["tenants", "erasure", tenantId]),
    ({ state }) => state === "erased",
    60_000,
  );
  expect(proof).toMatchObject({ tenantId, completedAt: expect.any(String) });
  expect(proof.items).toBeGreaterThan(2);
  const told = await run(["tenants", "erasure", tenantId]);
  expect(told).toMatchObject({ code: 0, stdout: expect.stringContaining("found nothing of it") });
  expect(told.stdout).not.toContain("مقهى");
  const again = await run(["tenants", "erase", tenantId, "--yes"]);
  expect(again).toMatchObject({ code: 1, stdout: "" });
}, 90_000);

it("shows an erasure that an owner has asked for, and that they have cancelled it", async () => {
  const { tenantId, slug, asOwner } = await found();
  const show = () => run(["tenants", "erasure", tenantId]);
  expect(await show()).toMatchObject({ code: 1, stderr: expect.stringContaining("never was") });
  const { eraseAt } = await asOwner(() => Erasure.request({ tenantId, slug }));
  expect((await show()).stdout).toContain(`is to be erased on ${eraseAt}`);
  await asOwner(() => Erasure.cancel(tenantId));
  expect((await show()).stdout).toContain("was cancelled");
}, 60_000);

it("refuses what is no tenant, and does nothing where nobody confirms", async () => {
  const [none, unknown, help] = await Promise.all([
    run(["tenants", "erase", "blue-bottle", "--yes"]),
    run(["tenants", "erase", newTenant(), "--yes"]),
    run(["tenants", "erase", "--help"]),
  ]);
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining("is no tenant's ID") });
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining("There is no tenant") });
  expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining("faibric tenants erase") });
});
