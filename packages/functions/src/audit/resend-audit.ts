import { randomUUID } from "node:crypto";
import * as Writing from "@faibric/core/audit/writing";
import { queueWorker } from "../platform/queue-worker";
import { sendGrouped } from "../platform/send-grouped";

/** Brings the log's queue what it did not take from the relay, and what was counted until now. */
export const handler = queueWorker(
  "audit.resendAudit",
  Writing.RecordMessage,
  ({ tenantId, recordId }) => {
    // A name of its own: what the queue saw of the record before is no reason not to look at it again.
    const id = randomUUID();
    return sendGrouped("writeAudit", [{ group: tenantId, id, body: { tenantId, recordId } }]);
  },
);
