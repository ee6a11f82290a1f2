import { AppError } from "./errors";

/** A tenant's address must not be called. It says the same of every name: it tells nobody what is inside. */
export class OutboundRefusedError extends AppError {
  readonly kind = "unprocessable";
  readonly code = "platform.outbound.refused";
}

/** A tenant's server did not answer, or not as it must. */
export class OutboundFailedError extends AppError {
  readonly kind = "unprocessable";
  readonly code = "platform.outbound.failed";
}
