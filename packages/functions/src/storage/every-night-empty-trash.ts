import { listTenants } from "@faibric/core/platform/directory";
import { schedule } from "../platform/schedule";
import { sendGrouped } from "../platform/send-grouped";

/** Has every tenant's trash lose what has been in it for long enough. */
export const handler = schedule("storage.everyNightEmptyTrash", async (firedAt) => {
  const night = firedAt.toISOString().slice(0, 10);
  for await (const tenants of listTenants()) {
    await sendGrouped(
      "emptyTrash",
      tenants.map((group) => ({
        group,
        id: `trash-${night}-${group}`,
        body: { at: firedAt.toISOString() },
      })),
    );
  }
});
