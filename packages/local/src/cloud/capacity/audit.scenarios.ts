import { append } from "@faibric/core/audit/append";
import * as operations from "@faibric/core/audit/audit.contract";
import { withActor, workerFor } from "@faibric/core/platform/actor";
import { AuditOutboxEntity } from "@faibric/core/platform/audit-outbox.entity";
import * as AuditRecord from "@faibric/core/platform/audit-record";
import { createId, type OwnerId } from "@faibric/core/platform/id";
import { withOrigin } from "@faibric/core/platform/origin";
import * as Tenant from "@faibric/core/tenant/tenant";
import { asUser, newTenant } from "@faibric/core/testing/actors";
import { type Caller, newCaller } from "@faibric/functions/platform/caller.fixture";
import { invoke, type Scenario, succeed } from "./scenario";

const origin = {
  address: "203.0.113.7",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
};
const inLog = <R>(owner: OwnerId, run: () => R) => withActor(workerFor(owner, "test"), run);

/** Records that wait for a log: as many as one batch of the queue has. */
async function waiting(owner: OwnerId, count: number): Promise<string[]> {
  return inLog(owner, () =>
    withOrigin(origin, async () => {
      const ids: string[] = [];
      for (let index = 0; index < count; index++) {
        const before = { name: "Blue Bottle Coffee" };
        const after = { name: "Red Bottle Coffee" };
        const record = AuditRecord.draft({
          action: "tenant.tenant.tried",
          target: owner,
          before,
          after,
        });
        if (!record) continue;
        await AuditOutboxEntity.put(AuditRecord.itemOf(record)).go();
        ids.push(record.recordId);
      }
      return ids;
    }),
  );
}

async function logOf(owner: OwnerId): Promise<void> {
  const ids = await waiting(owner, 10);
  await inLog(owner, () => append(ids, (action) => action));
}

const ofTenant =
  (
    contract: (typeof operations)["listAudit" | "verifyAudit" | "exportAudit"],
    query = "",
  ): Scenario =>
  async (handler) => {
    const { tenantId, headers } = await newCaller();
    await logOf(tenantId);
    return () => succeed(handler, contract, { params: { tenantId }, headers, query });
  };

const ofPerson =
  (contract: (typeof operations)["listSecurityLog" | "verifySecurityLog"]): Scenario =>
  async (handler) => {
    const { userId, headers }: Caller = await newCaller();
    await logOf(userId);
    return () => succeed(handler, contract, { headers });
  };

/** One typical call of each function of the audit log. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  listAudit: ofTenant(operations.listAudit),
  verifyAudit: ofTenant(operations.verifyAudit),
  exportAudit: ofTenant(operations.exportAudit, "format=csv"),
  listSecurityLog: ofPerson(operations.listSecurityLog),
  verifySecurityLog: ofPerson(operations.verifySecurityLog),
  writeAudit: async (handler) => {
    const tenantId = newTenant();
    await logOf(tenantId);
    const [recordId] = await waiting(tenantId, 1);
    const attributes = { MessageGroupId: tenantId, ApproximateReceiveCount: "1" };
    const body = JSON.stringify({ tenantId, recordId });
    return () => invoke(handler, { Records: [{ messageId: "m-1", body, attributes }] });
  },
  resendAudit: async (handler) => {
    const body = JSON.stringify({ tenantId: newTenant(), recordId: createId("aud") });
    return () => invoke(handler, { Records: [{ messageId: "m-1", body }] });
  },
  everyNightPruneAudit: async (handler) => {
    const { userId } = await newCaller();
    const slug = newTenant().slice(4);
    const settings = { timeZone: "UTC", locale: "en", currency: "EUR" };
    await asUser(userId, () => Tenant.create({ name: "Blue Bottle", slug, settings }));
    return () => invoke(handler, { id: "evt-1", time: new Date().toISOString() });
  },
};
