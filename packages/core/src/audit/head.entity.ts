import { CustomAttributeType, Entity } from "electrodb";
import type { OwnerId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";

/** Both ends of a log, sealed: how far it goes, and from where it is still kept. */
export const HeadEntity = new Entity(
  {
    model: { service: "audit", entity: "head", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<OwnerId>("string"), required: true, readOnly: true },
      /** The last entry. */
      sequence: { type: "number", required: true },
      hash: { type: "string", required: true },
      appendedAt: { type: "string", required: true },
      /** The last entry that was removed for its age; before any was, what the first links to. */
      cutSequence: { type: "number", required: true },
      cutHash: { type: "string", required: true },
      /** When the oldest that is kept was appended. */
      oldestAt: { type: "string", required: true },
      /** HMAC-SHA-256 over all of it, by a key that is not in the table. */
      seal: { type: "string", required: true },
    },
    indexes: {
      // The one head of a log.
      byOwner: {
        pk: partition("pk", "audit.head", ["tenantId"]),
        sk: sort("sk", "head", []),
      },
    },
  },
  table,
);
