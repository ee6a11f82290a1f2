import { eventually } from "@faibric/local/testing/eventually";
import { afterAll, expect, it } from "vitest";
import { startLaptopCloud } from "./testing/laptop-cloud";

const { run, close } = await startLaptopCloud();
// Imported once the cloud has said where the table is.
const Tenants = await import("@faibric/core/tenant/tenant");
const { asMember, asUser, newTenant, newUser } = await import("@faibric/core/testing/actors");
afterAll(close);

const settings = { timeZone: "UTC", locale: "en", currency: "USD" };

it("suspends a tenant, tells why, and restores it to what it was", async () => {
  const { tenantId } = await asUser(newUser(), () =>
    Tenants.create({ name: "咖啡 ☕", slug: newTenant().slice(4), settings }),
  );
  // Its onboarding runs beside: what it is restored to must not depend on which was faster.
  await eventually(
    () => asMember(tenantId, () => Tenants.get(tenantId)),
    ({ status }) => status === "active",
    40_000,
  );
  const suspended = await run(["tenants", "suspend", tenantId, "--reason", "Unpaid", "--yes"]);
  expect(suspended).toMatchObject({ code: 0, stdout: `${tenantId} (咖啡 ☕) is suspended.\n` });
  expect(await asMember(tenantId, () => Tenants.get(tenantId))).toMatchObject({
    status: "suspended",
    suspension: { by: "operator", reason: "Unpaid" },
  });
  const restored = await run(["tenants", "restore", tenantId, "--yes"]);
  expect(restored).toMatchObject({ code: 0, stdout: `${tenantId} (咖啡 ☕) is active.\n` });
}, 60_000);

it("says what is wrong with the tenant it was given", async () => {
  const [none, unknown] = await Promise.all([
    run(["tenants", "suspend", "blue-bottle", "--yes"]),
    run(["tenants", "restore", newTenant(), "--yes"]),
  ]);
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining("is no tenant's ID") });
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining("There is no tenant") });
});
