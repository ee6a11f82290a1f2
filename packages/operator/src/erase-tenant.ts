import { LOG_DAYS } from "@faibric/core/offboarding/offboarding.schema";
import * as z from "zod";
import { type Call, optionsOf } from "./command";
import { confirm } from "./confirm";
import { OperatorError } from "./failure";
import { flag } from "./options";
import { findStage } from "./stage";
import { asOperator, tenantIn } from "./tenant-argument";

/** `faibric tenants erase`: at once, and for good. */
export async function eraseTenant(call: Call): Promise<undefined> {
  const { yes } = optionsOf(z.object({ yes: flag }), call);
  const tenantId = tenantIn(call);
  await findStage(call);
  await confirm(call, `Erase ${tenantId} and all that it has on ${call.stage}, for good?`, yes);
  const { requestNow } = await import("@faibric/core/offboarding/erasure");
  const erasure = await asOperator(tenantId, requestNow);
  const see = `See how far it is: npx faibric tenants erasure ${tenantId}`;
  call.output.result(erasure, `${tenantId} is being erased (${erasure.erasureId}). ${see}`);
}

/** `faibric tenants erasure`: how far it is and, when it is done, the proof. */
export async function showErasure(call: Call): Promise<undefined> {
  optionsOf(z.object({}), call);
  const tenantId = tenantIn(call);
  await findStage(call);
  const { progress } = await import("@faibric/core/offboarding/erasure");
  const found = await asOperator(tenantId, progress);
  if (!found) throw new OperatorError(`${tenantId} is not to be erased, and never was.`);
  call.output.result({ tenantId, ...found }, describe(tenantId, found));
}

type Progress = NonNullable<
  Awaited<ReturnType<typeof import("@faibric/core/offboarding/erasure").progress>>
>;

function describe(tenantId: string, found: Progress): string {
  if ("begunAt" in found) {
    const { items, entries, objects, begunAt, completedAt, logsCheckedAt, logs } = found;
    const counts = `${items} items, ${entries} entries of the directory and ${objects} objects`;
    if (!completedAt) return `${tenantId} is being erased since ${begunAt}: ${counts} so far.`;
    const inLogs = logsCheckedAt
      ? `Of its log lines none was found in ${logs} logs on ${logsCheckedAt}.`
      : `Its log lines end within ${LOG_DAYS} days; then they are looked for, too.`;
    return `${tenantId} was erased on ${completedAt}: ${counts}. A look through all places found nothing of it. ${inLogs}`;
  }
  if (found.state === "cancelled") return `The erasure of ${tenantId} was cancelled.`;
  return `${tenantId} is to be erased on ${found.eraseAt}.`;
}
