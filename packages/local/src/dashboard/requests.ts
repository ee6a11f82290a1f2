import type { ServedRequest } from "../gateway/http-api";
import type { ExecutionSummary } from "../stepfunctions/stepfunctions";
import { createDeliveries, type DeliveryView } from "./deliveries";
import { type EventRow, eventRow } from "./event-views";
import { type LogLine, linesOfRequest } from "./function-log";
import type { DashboardParts } from "./parts";
import { type Routes, Unanswerable } from "./routes";

export interface RequestList {
  /** Newest first. */
  readonly requests: readonly ServedRequest[];
}

export interface LedToEvent extends EventRow {
  readonly deliveries: readonly DeliveryView[];
}

export interface RequestView {
  readonly request: ServedRequest;
  readonly lines: readonly LogLine[];
  /** What it led to, oldest first. */
  readonly events: readonly LedToEvent[];
  readonly executions: readonly ExecutionSummary[];
}

/** What comes later, such as after a redrive, is found under Events. */
const FOLLOWED_MS = 10 * 60_000;
const PAGE = 1_000;
const MOST_PAGES = 10;
const MOST_EVENTS = 100;
const LOOKED_THROUGH = 500;

export function requestRoutes(parts: DashboardParts): Routes {
  const { watchers } = parts;
  return {
    "GET /requests": (): RequestList => ({ requests: watchers.requests() }),
    "GET /requests/:id": async ({ param }): Promise<RequestView> => {
      const request = watchers.requests().find(({ id }) => id === param("id"));
      if (!request) {
        throw new Unanswerable("This request is not among the last 500 any more.");
      }
      const events = eventsOf(parts, request);
      const deliveriesOf = createDeliveries(parts);
      return {
        request,
        lines: linesOfRequest(watchers.lines(), request),
        events: await Promise.all(
          events.map(async (event) => ({
            ...event,
            deliveries: await deliveriesOf(event),
          })),
        ),
        executions: executionsOf(parts, request, events),
      };
    },
  };
}

/** A request's ID is the correlation ID of everything that follows from it. */
function eventsOf({ eventBridge, plan }: DashboardParts, request: ServedRequest): EventRow[] {
  const to = until(request);
  const found = new Map<string, EventRow>(); // by ID, for an event is published at least once
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const past = eventBridge.history({ from: request.time, to, limit: PAGE, cursor });
    for (const event of past.events) {
      const row = eventRow(event, plan.queues);
      if (row.correlationId === request.id && !found.has(row.id)) found.set(row.id, row);
    }
    cursor = past.cursor;
    if (cursor === undefined) break;
  }
  return [...found.values()].slice(0, MOST_EVENTS);
}

const until = ({ time }: ServedRequest) => new Date(Date.parse(time) + FOLLOWED_MS).toISOString();

function executionsOf(
  { stepFunctions }: DashboardParts,
  request: ServedRequest,
  events: readonly EventRow[],
): ExecutionSummary[] {
  const [from, to] = [request.time, until(request)];
  const names = new Set([request.id, ...events.map(({ id }) => id)]);
  return stepFunctions
    .executions({ limit: LOOKED_THROUGH })
    .filter(({ started }) => started >= from && started < to)
    .filter(
      ({ arn, name }) =>
        names.has(name) || stepFunctions.execution(arn).input.includes(`"${request.id}"`),
    )
    .reverse();
}
