import { log } from "../wire/log";
import type { Store } from "../wire/store";
import type { Announcements } from "./announcements";
import { type Delivery, type DeliveryTargets, judge } from "./delivery";
import { createRoutes, type DeliveryRoutes } from "./delivery-routes";
import {
  createPendingDeliveries,
  type PendingDeliveries,
  type PendingDelivery,
} from "./pending-deliveries";

export interface Deliveries {
  /** Takes a delivery on, inside the caller's transaction: to the queue, or to the pending ones. */
  deliver(delivery: Delivery): void;
  /** Starts the attempts that are due; the promises resolve when each has ended. */
  begin(): Promise<void>[];
  /** When the next attempt is due, in epoch milliseconds. */
  nextDue(): number | undefined;
  list(limit: number): PendingDelivery[];
  close(): void;
}

const AT_ONCE = 50;

export function createDeliveries({
  store,
  transaction,
  targets,
  now,
  putOnBus,
}: {
  store: Store;
  transaction: Announcements["transaction"];
  targets: DeliveryTargets;
  now: () => number;
  putOnBus: (bus: string, payload: string) => void;
}): Deliveries {
  const pending = createPendingDeliveries(store);
  const routes = createRoutes(store, targets, putOnBus);
  /** Attempts of this process that have not ended; after a restart they are simply due again. */
  const underWay = new Set<number>();
  let closed = false;

  const attempt = createAttempt({ pending, routes, transaction, now, isClosed: () => closed });

  return {
    deliver(delivery) {
      const created = now();
      if (routes.callFor(delivery, 1)) return pending.add(delivery, { created, nextAt: created });
      const error = failureIn(() => routes.putInStore(delivery, 1));
      if (!error) return;
      const verdict = judge(delivery, { attempts: 1, created, now: created, ...error });
      if ("attributes" in verdict) routes.bury(delivery, verdict.attributes);
      else pending.add(delivery, { created, nextAt: verdict.at }, verdict.reason);
    },
    begin() {
      if (underWay.size >= AT_ONCE) return [];
      return pending.due(now(), underWay, AT_ONCE - underWay.size).map(async (one) => {
        underWay.add(one.id);
        try {
          await attempt(one);
        } catch (error) {
          log.error("eventbridge could not record a delivery", error, { id: one.id });
        } finally {
          underWay.delete(one.id);
        }
      });
    },
    nextDue: () => (underWay.size >= AT_ONCE ? undefined : pending.nextDue(underWay)),
    list: pending.list,
    close() {
      closed = true;
    },
  };
}

/** Makes one attempt and stores how it ended. */
function createAttempt({
  pending,
  routes,
  transaction,
  now,
  isClosed,
}: {
  pending: PendingDeliveries;
  routes: DeliveryRoutes;
  transaction: Announcements["transaction"];
  now: () => number;
  isClosed: () => boolean;
}) {
  return async ({ id, delivery, attempts, created }: PendingDelivery): Promise<void> => {
    const number = attempts + 1;
    const call = routes.callFor(delivery, number);
    const failure = call && (await failureOf(call));
    if (isClosed()) return; // the store may be gone: the delivery stays pending and is made again
    transaction(() => {
      const error =
        failure ?? (call ? undefined : failureIn(() => routes.putInStore(delivery, number)));
      const verdict = error && judge(delivery, { attempts: number, created, now: now(), ...error });
      if (verdict && "at" in verdict) {
        pending.postpone(id, { attempts: number, nextAt: verdict.at, lastError: verdict.reason });
        return;
      }
      pending.remove(id);
      if (verdict) routes.bury(delivery, verdict.attributes);
    });
  };
}

async function failureOf(work: () => Promise<void>): Promise<{ error: unknown } | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return { error }; // judged, and kept with the delivery or its dead letter
  }
}

function failureIn(work: () => void): { error: unknown } | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return { error }; // judged, and kept with the delivery or its dead letter
  }
}
