import type { TenantId } from "@faibric/core/platform/id";
import { type Tenant, TenantStatus } from "@faibric/core/tenant/tenant.schema";
import * as z from "zod";
import { type Call, optionsOf } from "./command";
import { limit } from "./options";
import { mapSome } from "./some-at-once";
import { findStage } from "./stage";
import { tenantIds } from "./tenant-ids";

const Options = z.object({
  limit: limit(100_000, 100),
  status: z.enum(TenantStatus.options, `one of ${TenantStatus.options.join(", ")}`).optional(),
});

const PORTION = 50;
const COLOURS = { active: "green", onboarding: "yellow", failed: "red", suspended: "red" } as const;

/** `faibric tenants list`: the tenants, the newest first. */
export async function listTenants(call: Call): Promise<undefined> {
  const options = optionsOf(Options, call);
  await findStage(call);
  const ids = await tenantIds();
  const found: Tenant[] = [];
  for (let start = 0; start < ids.length && found.length < options.limit; start += PORTION) {
    const portion = await readTenants(ids.slice(start, start + PORTION));
    found.push(...portion.filter(({ status }) => !options.status || status === options.status));
  }
  call.output.table(
    found.slice(0, options.limit),
    [
      { title: "TENANT", text: ({ tenantId }) => tenantId },
      { title: "NAME", text: ({ name }) => name },
      { title: "SLUG", text: ({ slug }) => slug },
      { title: "STATUS", text: ({ status }) => status, colour: ({ status }) => COLOURS[status] },
      { title: "CREATED", text: ({ createdAt }) => createdAt.slice(0, 16).replace("T", " ") },
      { title: "FAILURE", text: ({ failure }) => failure ?? "" },
    ],
    "There are no such tenants.",
  );
}

async function readTenants(ids: readonly TenantId[]): Promise<Tenant[]> {
  const [{ withActor }, Tenants] = await Promise.all([
    import("@faibric/core/platform/actor"),
    import("@faibric/core/tenant/tenant"),
  ]);
  const system = (tenantId: TenantId) =>
    ({ type: "system", tenantId, service: "operator" }) as const;
  return mapSome(ids, (tenantId) => withActor(system(tenantId), () => Tenants.get(tenantId)));
}
