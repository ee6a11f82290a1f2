import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";

/** What the trial consumer did: how often, and in which order. */
export const EffectEntity = new Entity(
  {
    model: { service: "testing", entity: "effect", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true },
      name: { type: "string", required: true },
      count: { type: "number", required: true, default: 0 },
      /** Milliseconds from the event to its consumer's start, of the last one. */
      latency: { type: "number" },
    },
    indexes: {
      byName: {
        pk: partition("pk", "testing.effect", ["tenantId", "name"]),
        sk: sort("sk", "effect", []),
      },
    },
  },
  table,
);
