import type { ServedRequest } from "../gateway/http-api";
import type { ExecutionSummary } from "../stepfunctions/stepfunctions";
import { type DeliveryView, deliveriesOf } from "./deliveries";
import { type EventRow, eventRow, newestFirst } from "./event-views";
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

const LOOKED_THROUGH = 200;
/** Events of a request come within seconds; what comes later, such as after a redrive, is listed under Events. */
const FOLLOWED_MS = 10 * 60_000;

export function requestRoutes(parts: DashboardParts): Routes {
  const { watchers } = parts;
  return {
    "GET /requests": (): RequestList => ({ requests: watchers.requests() }),
    "GET /requests/:id": async ({ param }): Promise<RequestView> => {
      const request = watchers.requests().find(({ id }) => id === param("id"));
      if (!request) {
        throw new Unanswerable("This request is not among the last 500 of this run any more.");
      }
      const events = eventsOf(parts, request);
      return {
        request,
        lines: linesOfRequest(watchers.lines(), request),
        events: await Promise.all(
          events.map(async (event) => ({
            ...event,
            deliveries: await deliveriesOf(parts, event),
          })),
        ),
        executions: executionsOf(parts, request, events),
      };
    },
  };
}

/** A request's ID is the correlation ID of everything that follows from it. */
function eventsOf({ eventBridge, plan }: DashboardParts, request: ServedRequest): EventRow[] {
  const from = Date.parse(request.time);
  const until = new Date(from + FOLLOWED_MS).toISOString();
  const found: EventRow[] = [];
  let seen = 0;
  for (const event of newestFirst(eventBridge, seenUntil(until))) {
    if (Date.parse(event.acceptedAt) < from || ++seen > LOOKED_THROUGH * 10) break;
    const row = eventRow(event, plan.queues);
    if (row.correlationId === request.id) found.push(row);
  }
  const firsts = new Map(found.map((row) => [row.id, row])); // published at least once
  return [...firsts.values()].reverse();
}

const seenUntil = (until: string) => (until < new Date().toISOString() ? until : undefined);

function executionsOf(
  { stepFunctions }: DashboardParts,
  request: ServedRequest,
  events: readonly EventRow[],
): ExecutionSummary[] {
  const from = request.time;
  const names = new Set([request.id, ...events.map(({ id }) => id)]);
  return stepFunctions
    .executions({ limit: LOOKED_THROUGH })
    .filter(({ started }) => started >= from)
    .filter(
      ({ arn, name }) =>
        names.has(name) || stepFunctions.execution(arn).input.includes(`"${request.id}"`),
    )
    .reverse();
}
