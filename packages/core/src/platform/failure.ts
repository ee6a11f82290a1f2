import { useOwner } from "./actor";
import { FailureEntity } from "./failure.entity";

const KEPT_SECONDS = 21 * 24 * 60 * 60; // longer than a dead letter is kept
const MAX_REASON = 1_000;

export interface Failure {
  readonly reason: string;
  readonly attempts: number;
  /** ISO 8601, of the last attempt. */
  readonly failedAt: string;
}

/** Notes why a message was not handled, for whoever finds it among the dead letters. */
export async function note(consumer: string, messageId: string, error: unknown): Promise<void> {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  await FailureEntity.upsert({ tenantId: useOwner(), consumer, messageId })
    .set({
      reason: reason.slice(0, MAX_REASON).toWellFormed(), // half an emoji could not be stored
      failedAt: new Date().toISOString(),
      expiresAt: Math.floor(Date.now() / 1000) + KEPT_SECONDS,
    })
    .add({ attempts: 1 })
    .go();
}

export async function find(consumer: string, messageId: string): Promise<Failure | undefined> {
  const { data } = await FailureEntity.get({ tenantId: useOwner(), consumer, messageId }).go();
  return data ?? undefined;
}
