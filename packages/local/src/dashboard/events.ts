import type { Envelope } from "../eventbridge/envelope";
import { createDeliveries, type DeliveryView } from "./deliveries";
import { type EventRow, eventRow, idOf, newestFirst } from "./event-views";
import type { DashboardParts } from "./parts";
import { type Routes, Unanswerable } from "./routes";

export interface EventList {
  /** Newest first. */
  readonly events: readonly EventRow[];
  /** Where older ones begin, to ask for as `before`; null at the end. */
  readonly before: string | null;
}

export interface EventView {
  readonly event: EventRow;
  readonly envelope: Envelope;
  readonly deliveries: readonly DeliveryView[];
}

const PAGE = 200;
const LOOKED_THROUGH = 50_000;

export function eventRoutes(parts: DashboardParts): Routes {
  const { eventBridge, plan } = parts;
  return {
    "GET /events": ({ query }): EventList => {
      const search = query.get("q")?.toLowerCase() ?? "";
      const events: EventRow[] = [];
      const before = query.get("before") ?? undefined;
      if (before !== undefined && Number.isNaN(Date.parse(before))) {
        throw new Unanswerable("`before` must be a time, such as 2026-11-29T10:00:00Z.", 400);
      }
      for (const event of newestFirst(eventBridge, before)) {
        const row = eventRow(event, plan.queues);
        if (!fits(row, search)) continue;
        // Never part of a millisecond, or the next page would leave the rest of it out.
        const last = events.at(-1)?.time;
        if (events.length >= PAGE && last !== row.time) return { events, before: last ?? null };
        events.push(row);
      }
      return { events, before: null };
    },
    "GET /events/:id": async ({ param }): Promise<EventView> => {
      let seen = 0;
      for (const past of newestFirst(eventBridge)) {
        if (++seen > LOOKED_THROUGH) break;
        if (idOf(past.envelope) !== param("id")) continue;
        const event = eventRow(past, plan.queues);
        const deliveries = await createDeliveries(parts)(event);
        return { event, envelope: past.envelope, deliveries };
      }
      throw new Unanswerable("This event is not among the last 50,000 of the bus.");
    },
  };
}

function fits(row: EventRow, search: string): boolean {
  if (search === "") return true;
  const { id, type, tenantId, aggregateId, correlationId, consumers } = row;
  const text = [id, type, tenantId, aggregateId, correlationId, ...consumers].join(" ");
  return text.toLowerCase().includes(search);
}
