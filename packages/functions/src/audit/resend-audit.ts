import * as Writing from "@faibric/core/audit/writing";
import { queueWorker } from "../platform/queue-worker";
import { sendGrouped } from "../platform/send-grouped";

/** Brings the log's queue what it did not take from the relay. */
export const handler = queueWorker(
  "audit.resendAudit",
  Writing.RecordMessage,
  ({ tenantId, recordId }) =>
    sendGrouped("writeAudit", [{ group: tenantId, id: recordId, body: { tenantId, recordId } }]),
);
