import { withActor } from "@faibric/core/platform/actor";
import { isErased } from "@faibric/core/platform/erased";
import { ObjectCreated } from "@faibric/core/storage/object-event.schema";
import * as Objects from "@faibric/core/storage/objects";
import * as Completion from "@faibric/core/storage/upload-completion";
import { queueWorker } from "../platform/queue-worker";

const service = "storage.settleArrived";

/** What the bucket tells of an object of a tenant's files. Of one that is erased nothing is to be there. */
export const handler = queueWorker(service, ObjectCreated, ({ tenantId, fileId, version }) =>
  withActor({ type: "system", tenantId, service }, async () => {
    if (await isErased(tenantId)) await Objects.purge(fileId);
    else await Completion.onArrival(fileId, version);
  }),
);
