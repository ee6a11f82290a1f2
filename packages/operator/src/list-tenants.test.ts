import { afterAll, expect, it } from "vitest";
import { startLaptopCloud } from "./testing/laptop-cloud";

const { run, read, close } = await startLaptopCloud();
// Imported once the cloud has said where the table is.
const Tenants = await import("@faibric/core/tenant/tenant");
const { TenantEntity } = await import("@faibric/core/tenant/tenant.entity");
const { asSystem, asUser, newUser } = await import("@faibric/core/testing/actors");
afterAll(close);

interface Row {
  readonly tenantId: string;
  readonly slug: string;
  readonly status: string;
}

const SETTINGS = { timeZone: "UTC", locale: "en", currency: "USD" };

it("lists the newest first, as a table or JSON, of one status, up to a limit", async () => {
  const none = await run(["tenants", "list"]);
  expect(none).toEqual({ code: 0, stdout: "", stderr: "There are no such tenants.\n" });

  const slugs = ["first-shop", "second-shop", "third-shop"];
  for (const slug of slugs) {
    await asUser(newUser(), () =>
      Tenants.create({ name: `Café ${slug}`, slug, settings: SETTINGS }),
    );
  }
  const all = await read<Row[]>(["tenants", "list"]);
  expect(all.map(({ slug }) => slug)).toEqual(slugs.toReversed());

  const [newest] = all;
  const tenantId = newest?.tenantId as `tnt_${string}`;
  await asSystem(tenantId, () =>
    TenantEntity.patch({ tenantId }).set({ status: "failed", failure: "no\nreason" }).go(),
  );
  const [failed, one, table] = await Promise.all([
    read<Row[]>(["tenants", "list", "--status", "failed"]),
    read<Row[]>(["tenants", "list", "--limit", "1"]),
    run(["tenants", "list"], { NO_COLOR: "1" }),
  ]);
  expect(failed.map((row) => row.tenantId)).toEqual([tenantId]);
  expect(one).toHaveLength(1);
  const lines = table.stdout.trimEnd().split("\n");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^TENANT +NAME +SLUG +STATUS +CREATED +FAILURE$/);
  expect(lines[1]).toMatch(/third-shop +third-shop +failed +[\d: -]+ no reason$/);
  // Aligned: every status begins where its title does.
  const at = lines[0]?.indexOf("STATUS") ?? 0;
  for (const line of lines.slice(1)) expect([...line].join("").slice(at)).toMatch(/^\w+ /);

  const wrong = await run(["tenants", "list", "--status", "asleep"]);
  expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
  expect(wrong.stderr).toContain("--status must be one of onboarding, active, failed");
}, 40_000);
