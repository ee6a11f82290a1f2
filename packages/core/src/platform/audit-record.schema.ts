import type { Actor } from "./actor";
import type { Id } from "./id";

export type Outcome = "succeeded" | "denied" | "failed";

/** Who did it: the kind of actor, and whom of them. */
export interface Who {
  /** `anonymous` is whoever proved nothing. */
  readonly type: Actor["type"] | "anonymous";
  readonly id: string;
  readonly role?: string;
}

/** One line of the audit log, before it has its place there. Plain JSON, without what is undefined. */
export interface AuditRecord {
  readonly recordId: Id<"aud">;
  /** When it was done, not when it was written down. ISO 8601. */
  readonly at: string;
  readonly action: string;
  readonly outcome: Outcome;
  readonly reason?: string;
  /** Of what is told together: how many there were, of which this tells of the last. */
  readonly count?: number;
  readonly actor: Who;
  readonly target?: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** The IP address that the trusted hop saw. */
  readonly address?: string;
  readonly userAgent?: string;
  readonly requestId?: string;
  readonly correlationId?: string;
}
