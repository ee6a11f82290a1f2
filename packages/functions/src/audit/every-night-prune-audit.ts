import { listTenants } from "@faibric/core/platform/directory";
import { schedule } from "../platform/schedule";
import { sendGrouped } from "../platform/send-grouped";

/** Asks for every tenant's log to lose what is too old, through the queue that appends to it: never both at once. */
export const handler = schedule("audit.everyNightPruneAudit", async (firedAt) => {
  const night = firedAt.toISOString().slice(0, 10);
  for await (const owners of listTenants()) {
    await sendGrouped(
      "writeAudit",
      owners.map((owner) => ({
        group: owner,
        id: `prune-${night}-${owner}`,
        body: { tenantId: owner, prune: true },
      })),
    );
  }
});
