import { AwsError } from "../wire/aws-error";
import { log } from "../wire/log";
import type { Store } from "../wire/store";
import type { Delivery, DeliveryTargets } from "./delivery";
import { parseJson } from "./json";
import { parseTargetArn } from "./target-arn";

export interface DeliveryRoutes {
  /** The call that makes a delivery, for a target outside of the store; `undefined` for one inside. */
  callFor(delivery: Delivery, attempt: number): (() => Promise<void>) | undefined;
  /** Makes a delivery inside the store, as part of the caller's transaction. */
  putInStore(delivery: Delivery, attempt: number): void;
  /** Gives a delivery up: to its dead-letter queue, or else to the log alone. */
  bury(delivery: Delivery, attributes: Record<string, string>): void;
}

/** Where deliveries go: queues and buses are in the same store, functions and machines are called. */
export function createRoutes(
  store: Store,
  targets: DeliveryTargets,
  putOnBus: (bus: string, payload: string) => void,
): DeliveryRoutes {
  return {
    callFor(delivery, attempt) {
      const { kind, name } = parseTargetArn(delivery.targetArn);
      if (kind === "sqs" || kind === "bus") return undefined;
      return async () => {
        const payload = parseJson(payloadOf(delivery, attempt));
        if (payload === undefined) {
          throw new AwsError("InvalidPayload", "The input of the target is not JSON.");
        }
        await (kind === "lambda" ? targets.lambda(name, payload) : targets.states(name, payload));
      };
    },
    putInStore(delivery, attempt) {
      const { kind, name } = parseTargetArn(delivery.targetArn);
      const payload = payloadOf(delivery, attempt);
      inSavepoint(store, () => {
        if (kind === "bus") putOnBus(name, payload);
        else targets.sqs(name, payload, delivery.groupId ? { groupId: delivery.groupId } : {});
      });
    },
    bury(delivery, attributes) {
      const { targetArn, sourceArn, deadLetterArn } = delivery;
      log.info("eventbridge gave a delivery up", { targetArn, sourceArn, ...attributes });
      if (!deadLetterArn) return;
      try {
        const { name } = parseTargetArn(deadLetterArn);
        inSavepoint(store, () => targets.sqs(name, delivery.payload, { attributes }));
      } catch (error) {
        log.error("eventbridge could not reach a dead-letter queue", error, { deadLetterArn });
      }
    },
  };
}

/** Undoes a half-made delivery without undoing the transaction around it. */
function inSavepoint(store: Store, change: () => void): void {
  store.exec("SAVEPOINT eventbridge_delivery");
  try {
    change();
  } catch (error) {
    store.exec("ROLLBACK TO eventbridge_delivery");
    throw error;
  } finally {
    store.exec("RELEASE eventbridge_delivery");
  }
}

function payloadOf({ payload, attemptVariable }: Delivery, attempt: number): string {
  return attemptVariable ? payload.replaceAll(attemptVariable, String(attempt)) : payload;
}
