import { createHash } from "node:crypto";
import { type Actor, findActor, useOwner } from "./actor";
import { findAttempt } from "./attempt";
import { AuditOutboxEntity, auditOutboxKey } from "./audit-outbox.entity";
import type { AuditRecord, Outcome, Who } from "./audit-record.schema";
import { createId } from "./id";
import { mask, maskText } from "./masking";
import { findOrigin } from "./origin";
import { findTrace } from "./trace";

/** What a use case can say about what it did. All of it may be left out: the operation says the rest. */
export interface Audited {
  /**
   * For what is no operation of its own, such as an account that locks: `<capability>.<noun>.<participle>`.
   * It is told beside what the log says about the operation.
   */
  readonly action?: string;
  readonly outcome?: Outcome;
  /** The code of the error, of what did not succeed. */
  readonly reason?: string;
  /** What was acted on. Without it: what the address names last. */
  readonly target?: string;
  /** What was there, as far as it changed; */
  readonly before?: unknown;
  /** and what is there now. Secrets are masked by name and by look. */
  readonly after?: unknown;
}

const MAX_TEXT = 256;
const MAX_VALUE_BYTES = 4_096;
const DAY_SECONDS = 24 * 60 * 60;
// Longer than a dead letter is kept: one that is mended and sent again still finds it.
const KEPT_DAYS = 30;

/**
 * What the log is to be told of what is being done, or nothing where it was told already, or nobody asked
 * for it: work in the background is told of only where a use case names it.
 */
export function draft(audited: Audited = {}): AuditRecord | undefined {
  const attempt = findAttempt();
  const { reason, before, after, outcome = "succeeded" } = audited;
  const isToldAlready = attempt?.recorded || (attempt?.silent && outcome === "succeeded");
  const action = audited.action ?? (isToldAlready ? undefined : attempt?.action);
  const actor = attempt?.who ?? findActor();
  if (action === undefined || !actor) return undefined;
  // What names nothing is done to the tenant as a whole, or to one's own account.
  const target =
    audited.target ?? attempt?.target ?? ("tenantId" in actor ? actor.tenantId : actor.userId);
  const origin = findOrigin();
  const trace = findTrace();
  const record: AuditRecord = {
    recordId: createId("aud"),
    at: new Date().toISOString(),
    action,
    outcome,
    actor: attempt?.anonymous ? ANONYMOUS : whoIs(actor),
    ...(reason === undefined ? {} : { reason }),
    target: short(target),
    ...(before === undefined ? {} : { before: fit(before) }),
    ...(after === undefined ? {} : { after: fit(after) }),
    ...(origin ? { address: short(origin.address), userAgent: short(origin.userAgent) } : {}),
    ...(trace ? { requestId: trace.requestId, correlationId: trace.correlationId } : {}),
  };
  return record;
}

/** Notes that the record is stored. What has an action of its own leaves the operation's still to tell. */
export function settle({ action }: AuditRecord): void {
  const attempt = findAttempt();
  if (attempt?.action === action) attempt.recorded = true;
}

/** The item that holds a record until it is in the log of the actor's tenant or person. */
export function itemOf(record: AuditRecord) {
  const { recordId } = record;
  const expiresAt = Math.floor(Date.now() / 1000) + KEPT_DAYS * DAY_SECONDS;
  return { ...auditOutboxKey(useOwner(), recordId), record, expiresAt };
}

/** Tells the log of what changes nothing that `commit` would store: a refusal, or a reading. */
export async function tell(audited: Audited = {}): Promise<void> {
  const record = draft(audited);
  if (!record) return;
  await AuditOutboxEntity.put(itemOf(record)).go({ response: "none" });
  settle(record);
}

const ANONYMOUS: Who = { type: "anonymous", id: "anonymous" };

function whoIs(actor: Actor): Who {
  const { type } = actor;
  const id = idOf(actor);
  return "role" in actor ? { type, id, role: actor.role } : { type, id };
}

function idOf(actor: Actor): string {
  if ("userId" in actor) return actor.userId;
  if ("customerId" in actor) return actor.customerId;
  if ("keyId" in actor) return actor.keyId;
  return "appKeyId" in actor ? actor.appKeyId : actor.service;
}

const short = (text: string) => maskText(text).slice(0, MAX_TEXT).toWellFormed();

/** Masked, as JSON has it. What is too large is told by its size and hash: a log is not where it is kept. */
function fit(value: unknown): unknown {
  const text = JSON.stringify(mask(value)) ?? "null";
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_VALUE_BYTES) return JSON.parse(text);
  return { bytes, sha256: createHash("sha256").update(text).digest("hex") };
}
