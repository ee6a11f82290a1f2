import * as Writing from "@faibric/core/audit/writing";
import { groupWorker } from "../platform/group-worker";
import { operationName } from "../platform/operation-name";

export const handler = groupWorker("audit.writeAudit", {
  body: Writing.Message,
  handle: (messages) =>
    Writing.write(
      messages.map(({ body }) => body),
      operationName,
    ),
  lost: ({ messageId, body }, error) => Writing.noteLoss(messageId, body, error),
});
