import type { DomainEvent } from "../platform/event";
import type { TenantId } from "../platform/id";
import { OutboxEntity } from "../platform/outbox.entity";
import { shardOf } from "../platform/shard";
import { asSystem } from "./actors";

/** The events of one aggregate that were announced so far, oldest first. */
export async function announced(
  tenantId: TenantId,
  aggregateId: string = tenantId,
): Promise<DomainEvent[]> {
  const { data } = await asSystem(tenantId, () =>
    OutboxEntity.query
      .byAggregate({ tenantId, shard: shardOf(aggregateId), aggregateId })
      .go({ pages: "all" }),
  );
  return data.map(({ event }) => event);
}
