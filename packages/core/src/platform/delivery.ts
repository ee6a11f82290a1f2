import { createContext } from "./context";
import { AppError } from "./errors";

/**
 * What is being handled: a request with an Idempotency-Key, or an event. `commit` stores that it was
 * handled in the same transaction as what it changed, so that handling it twice changes nothing.
 */
export interface Delivery {
  /** The tenant, or for a person in no tenant `directory#usr_…`. */
  readonly owner: string;
  readonly receiver: string;
  readonly messageId: string;
  /** Set for a request: its record exists already, taken by this try. */
  readonly attempt?: string;
  /** Set by `commit`. A delivery commits once, or a repeat could do one half. */
  committed: boolean;
}

const DeliveryContext = createContext<Delivery>("delivery");

export const withDelivery = DeliveryContext.run;
export const findDelivery = DeliveryContext.find;

/**
 * Runs what is stored apart from the delivery at hand, before it: what a use case takes first and gives back by
 * itself where it does not come to the rest, such as room for a copy. A repeat may do it again.
 */
export const beforeDelivery = DeliveryContext.without;

/** The message was handled before. A consumer takes it for success. */
export class AlreadyHandledError extends AppError {
  readonly kind = "conflict";
  readonly code = "platform.delivery.already_handled";

  constructor() {
    super("This was handled already.");
  }
}
