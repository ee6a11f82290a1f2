import { logger } from "@faibric/core/platform/logger";
import * as Trash from "@faibric/core/storage/trash";
import * as z from "zod";
import { groupWorker } from "../platform/group-worker";

export const handler = groupWorker("storage.emptyTrash", {
  body: z.object({ at: z.iso.datetime() }),
  handle: async ([message]) => message && Trash.empty(new Date(message.body.at)),
  // The next night goes through the same trash again.
  lost: async ({ messageId }, error) => logger.error("trash not emptied", error, { messageId }),
});
