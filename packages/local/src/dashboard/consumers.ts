import type { Plan, PlannedQueue } from "../cloud/plan";

/** The name a consumer notes its failures and handled events under: `tenant.onTenantCreated`. */
export function consumerName(plan: Plan, queue: PlannedQueue): string {
  const served = plan.functions.find(({ name }) => name === queue.functionName);
  return `${served?.capability ?? ""}.${queue.key}`;
}

/** What a message carries about its event, where it is one. */
export interface Carried {
  readonly type: string | null;
  readonly eventId: string | null;
  readonly tenantId: string | null;
  readonly correlationId: string | null;
}

const NOTHING: Carried = { type: null, eventId: null, tenantId: null, correlationId: null };

/** Reads the event out of a message: what EventBridge delivers has it under `detail`. */
export function carriedBy(body: string): Carried {
  const message = asObject(parse(body));
  const event = asObject(message?.detail) ?? message;
  if (!event) return NOTHING;
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return {
    type: text(message?.["detail-type"]) ?? text(event.type),
    eventId: text(event.id),
    tenantId: text(event.tenantId),
    correlationId: text(event.correlationId),
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // a message may be any text
  }
}

const asObject = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
