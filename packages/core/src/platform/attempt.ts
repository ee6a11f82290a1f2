import type { Actor } from "./actor";
import { createContext } from "./context";
import type { OwnerId } from "./id";

/**
 * One request, as the audit log tells of it: who tried what. Like a delivery it belongs to the request;
 * what is learnt on the way is noted here, so that an attempt that ends early is told of as well.
 */
export interface Attempt {
  /** The operation, as its route: `PATCH /api/tenants/{tenantId}`. */
  readonly action: string;
  /** What the address names last, such as a member's ID. */
  readonly target: string | undefined;
  /** Whether the log is not told where it succeeds. */
  readonly silent: boolean;
  /** Who asks, once that is proved. */
  who?: Actor;
  /** In whose log it belongs, once that is known: the tenant's, or the person's own. */
  owner?: OwnerId;
  /** The tenant that the caller names, which proves nothing. */
  readonly named?: string | undefined;
  /** Whether whoever asks has proved nothing. */
  anonymous?: boolean;
  /** Whether the log has been told what came of it. */
  recorded: boolean;
}

const AttemptContext = createContext<Attempt>("attempt");

export const withAttempt = AttemptContext.run;
export const findAttempt = AttemptContext.find;

/**
 * Notes who is asking, as soon as it is proved: a person, before it is known that they are a member. What
 * is refused afterwards is told in the log of the tenant they belong to, else in their own.
 */
export function identify(who: Actor): void {
  const attempt = AttemptContext.find();
  if (!attempt) return;
  attempt.who = who;
  attempt.owner = "tenantId" in who ? who.tenantId : who.userId;
}
