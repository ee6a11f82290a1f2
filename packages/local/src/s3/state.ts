import type { Judge } from "../iam/judge";
import type { Store } from "../wire/store";
import type { S3Credentials } from "./authenticate";
import type { Bodies } from "./bodies";
import type { S3Call } from "./call";
import type { EventOutbox } from "./event-outbox";

/** What every operation works on. */
export interface S3State {
  readonly store: Store;
  readonly bodies: Bodies;
  readonly events: EventOutbox;
  readonly credentials: S3Credentials;
  readonly endpointUrl: string | undefined;
  readonly judge: Judge | undefined;
}

/** One operation of the S3 API: reads the call and answers it. */
export type S3Operation = (state: S3State, call: S3Call) => void | Promise<void>;
