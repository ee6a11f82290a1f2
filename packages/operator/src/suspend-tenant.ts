import * as z from "zod";
import { type Call, optionsOf } from "./command";
import { confirm } from "./confirm";
import { flag } from "./options";
import { findStage } from "./stage";
import { asOperator, tenantIn } from "./tenant-argument";

const Suspending = z.object({
  reason: z.string().min(1).max(500, "at most 500 characters long").optional(),
  yes: flag,
});

/** `faibric tenants suspend`: its owners may read, nobody else anything, until an operator restores it. */
export async function suspendTenant(call: Call): Promise<undefined> {
  const { reason, yes } = optionsOf(Suspending, call);
  const tenantId = tenantIn(call);
  await findStage(call);
  await confirm(call, `Suspend ${tenantId} on ${call.stage}?`, yes);
  const { suspend } = await import("@faibric/core/tenant/suspension");
  const tenant = await asOperator(tenantId, () => suspend(tenantId, reason));
  call.output.result(tenant, `${tenantId} (${tenant.name}) is suspended.`);
}

/** `faibric tenants restore`: whoever has suspended it. */
export async function restoreTenant(call: Call): Promise<undefined> {
  const { yes } = optionsOf(z.object({ yes: flag }), call);
  const tenantId = tenantIn(call);
  await findStage(call);
  await confirm(call, `Restore ${tenantId} on ${call.stage}?`, yes);
  const { restore } = await import("@faibric/core/tenant/suspension");
  const tenant = await asOperator(tenantId, () => restore(tenantId));
  call.output.result(tenant, `${tenantId} (${tenant.name}) is ${tenant.status}.`);
}
