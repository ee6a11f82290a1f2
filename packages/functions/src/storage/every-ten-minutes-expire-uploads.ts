import { withActor } from "@faibric/core/platform/actor";
import { listDue } from "@faibric/core/storage/upload";
import { expire } from "@faibric/core/storage/upload-expiry";
import { schedule } from "../platform/schedule";

const service = "storage.everyTenMinutesExpireUploads";
// What is left at the end of it comes in the next round.
const BUDGET_MS = 90_000;

/** Ends the uploads whose time is over, each for its tenant. */
export const handler = schedule(service, async (firedAt) => {
  const until = Date.now() + BUDGET_MS;
  const failures: unknown[] = [];
  for await (const { tenantId, fileId } of listDue(firedAt)) {
    if (Date.now() > until) break;
    try {
      await withActor({ type: "system", tenantId, service }, () => expire(fileId));
    } catch (error) {
      failures.push(error);
    }
  }
  // One that cannot be ended keeps no other waiting; the schedule fails with all of them.
  if (failures.length) throw new AggregateError(failures, `${failures.length} not ended`);
});
