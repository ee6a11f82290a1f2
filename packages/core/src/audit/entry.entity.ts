import { CustomAttributeType, Entity } from "electrodb";
import type { Outcome } from "../platform/audit-record.schema";
import type { OwnerId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";

/** Fifteen digits: as many as a number holds exactly, so that the order of keys is that of numbers. */
const PLACE = { length: 15, char: "0" };

export const EntryEntity = new Entity(
  {
    model: { service: "audit", entity: "entry", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<OwnerId>("string"), required: true, readOnly: true },
      /** Its place in the log, from 1 and without gaps. */
      sequence: { type: "number", required: true, readOnly: true, padding: PLACE },
      recordId: { type: "string", required: true, readOnly: true },
      /** When it was done; and when it was appended, which never goes back along the log. */
      at: { type: "string", required: true, readOnly: true },
      appendedAt: { type: "string", required: true, readOnly: true },
      action: { type: "string", required: true, readOnly: true },
      outcome: { type: CustomAttributeType<Outcome>("string"), required: true, readOnly: true },
      reason: { type: "string", readOnly: true },
      /** Of refusals that are told together: how many there were. */
      count: { type: "number", readOnly: true },
      actorType: { type: "string", required: true, readOnly: true },
      actorId: { type: "string", required: true, readOnly: true },
      actorRole: { type: "string", readOnly: true },
      target: { type: "string", readOnly: true },
      /** Canonical JSON, with secrets masked. */
      before: { type: "string", readOnly: true },
      after: { type: "string", readOnly: true },
      address: { type: "string", readOnly: true },
      userAgent: { type: "string", readOnly: true },
      requestId: { type: "string", readOnly: true },
      correlationId: { type: "string", readOnly: true },
      previousHash: { type: "string", required: true, readOnly: true },
      hash: { type: "string", required: true, readOnly: true },
    },
    indexes: {
      // The log of a tenant, or of a person, in its order.
      bySequence: {
        pk: partition("pk", "audit.entry", ["tenantId"]),
        sk: sort("sk", "entry", ["sequence"]),
      },
    },
  },
  table,
);
