import { withActor } from "@faibric/core/platform/actor";
import type { TenantId } from "@faibric/core/platform/id";
import type { Plan, PlannedQueue } from "../cloud/plan";
import type { PeekedMessage } from "../sqs/depths";
import { carriedBy, consumerName } from "./consumers";
import type { EventRow } from "./event-views";
import type { DashboardParts } from "./parts";

/** What became of an event at one consumer. */
export interface DeliveryView {
  readonly queue: string;
  readonly functionName: string;
  readonly state: "dead" | "delivered" | "handled" | "waiting";
  /** The message in the queue or among its dead letters. */
  readonly messageId: string | null;
  /** How often the function had it, as far as is known. */
  readonly attempts: number | null;
  /** Why it failed last. */
  readonly reason: string | null;
}

export interface FailureView {
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: string;
}

const PEEKED = 1_000;

type Peek = (queue: string) => readonly PeekedMessage[];

/** Tells what became of events at each of their consumers, looking into each queue once. */
export function createDeliveries({ plan, sqs }: Pick<DashboardParts, "plan" | "sqs">) {
  const seen = new Map<string, PeekedMessage[]>();
  const peek: Peek = (queue) => {
    const messages = seen.get(queue) ?? sqs.peek(queue, PEEKED);
    seen.set(queue, messages);
    return messages;
  };
  return (event: EventRow): Promise<DeliveryView[]> => {
    const queues = plan.queues.filter(({ name }) => event.consumers.includes(name));
    return Promise.all(queues.map((queue) => deliveryOf({ plan, peek }, queue, event)));
  };
}

async function deliveryOf(
  { plan, peek }: { readonly plan: Plan; readonly peek: Peek },
  queue: PlannedQueue,
  { id, tenantId }: EventRow,
): Promise<DeliveryView> {
  const { name, deadLetters, functionName } = queue;
  const consumer = consumerName(plan, queue);
  const found = (from: string) =>
    peek(from).find(({ body }) => body.includes(id) && carriedBy(body).eventId === id);
  const view = async (state: DeliveryView["state"], message?: PeekedMessage) => {
    const failure = message && (await failureOf(consumer, tenantId, message.messageId));
    return {
      ...{ queue: name, functionName, state, messageId: message?.messageId ?? null },
      attempts: failure?.attempts ?? message?.receiveCount ?? null,
      reason: failure?.reason ?? null,
    };
  };
  const dead = found(deadLetters);
  if (dead) return view("dead", dead);
  const waiting = found(name);
  if (waiting) return view("waiting", waiting);
  return view((await wasHandled(consumer, tenantId, id)) ? "handled" : "delivered");
}

/** Why a consumer could not handle a message, if it noted that. */
export async function failureOf(
  consumer: string,
  tenantId: string | null,
  messageId: string,
): Promise<FailureView | undefined> {
  if (!isTenant(tenantId)) return undefined;
  // Not loaded before: what reads the table wants its name and address, which the cloud sets at its start.
  const { find } = await import("@faibric/core/platform/failure");
  return withActor(dashboardOf(tenantId), () => find(consumer, messageId));
}

async function wasHandled(consumer: string, tenantId: string | null, eventId: string) {
  if (!isTenant(tenantId)) return false;
  const { InboxEntity, inboxKey } = await import("@faibric/core/platform/inbox.entity");
  const key = inboxKey({ owner: tenantId, receiver: consumer, messageId: eventId });
  const { data } = await withActor(dashboardOf(tenantId), () => InboxEntity.get(key).go());
  return data?.state === "done";
}

const dashboardOf = (tenantId: TenantId) =>
  ({ type: "system", tenantId, service: "dashboard" }) as const;

const isTenant = (id: string | null): id is TenantId => id?.startsWith("tnt_") ?? false;
