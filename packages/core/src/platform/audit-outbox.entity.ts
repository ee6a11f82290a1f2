import { CustomAttributeType, Entity } from "electrodb";
import type { AuditRecord } from "./audit-record.schema";
import type { OwnerId } from "./id";
import { partition, sort } from "./key";
import { shardOf } from "./shard";
import { table } from "./table";

/**
 * What the audit log is still to be told. Written with the change it tells of; the relay brings word of
 * it to the log's queue, and appending it to the log removes it, so that it is appended once.
 */
export const AuditOutboxEntity = new Entity(
  {
    model: { service: "platform", entity: "audit-outbox", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<OwnerId>("string"), required: true, readOnly: true },
      /** Of the record: a tenant's partitions must be known without its records. */
      shard: { type: "string", required: true, readOnly: true },
      recordId: { type: "string", required: true, readOnly: true },
      record: { type: CustomAttributeType<AuditRecord>("any"), required: true },
      /** Of a tally: how often it happened so far. It waits for its minute to end before it is appended. */
      count: { type: "number" },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      // One record.
      byId: {
        pk: partition("pk", "platform.audit-outbox", ["tenantId", "shard"]),
        sk: sort("sk", "record", ["recordId"]),
      },
    },
  },
  table,
);

/** The key of a record that waits for the log of an owner. */
export const auditOutboxKey = (tenantId: OwnerId, recordId: string) => ({
  tenantId,
  shard: shardOf(recordId),
  recordId,
});
