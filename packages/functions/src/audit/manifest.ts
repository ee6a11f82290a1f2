import * as operations from "@faibric/core/audit/audit.contract";
import { defineManifest } from "../platform/manifest.schema";

export const manifest = defineManifest({
  capability: "audit",
  operations,
  queues: {
    // One batch at a time in each group, so that a log is appended to in turn.
    writeAudit: { fifo: true, batchSize: 10 },
    // What the first did not take waits here and is sent to it again: the relay's events wait for nothing.
    resendAudit: {},
  },
  schedules: {
    everyNightPruneAudit: { expression: "cron(30 2 * * ? *)" },
  },
  grants: {
    listAudit: ["table:read"],
    verifyAudit: ["table:write", "secret:audit-seal-key:create", "bucket:audit:read"],
    exportAudit: ["table:write"],
    listSecurityLog: ["table:read"],
    verifySecurityLog: ["table:write", "secret:audit-seal-key:create", "persons-bucket:audit:read"],
    writeAudit: [
      "table:write",
      "secret:audit-seal-key:create",
      "bucket:audit:write",
      "persons-bucket:audit:write",
    ],
    resendAudit: ["queue:writeAudit"],
    everyNightPruneAudit: ["table:read", "queue:writeAudit"],
  },
  timeouts: {
    // A message that fails waits six times as long before its group goes on.
    writeAudit: 20,
    everyNightPruneAudit: 300,
  },
});
