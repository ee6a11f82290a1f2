import type { Identity } from "../platform/access-token";
import { UnauthenticatedError } from "../platform/errors";
import type { PersonId } from "../platform/id";
import { inAccount } from "./account";
import { MfaRequiredError, StepUpRequiredError } from "./auth.errors";
import { SessionEntity } from "./session.entity";

/** What a request's session has proved of its person. */
export interface Standing {
  /** When last, in epoch seconds. */
  readonly provedAt: number;
  /** Whether by a second factor too, at any time. */
  readonly secondFactor: boolean;
}

const PROOF_LASTS_SECONDS = 10 * 60;

/**
 * Looks whether the token's session still is: asked by every request in it, so that ending it counts from the
 * next one. A token without a session was issued by an operator, with the stage's own key, which proves more
 * than any factor: it counts as proved when it was issued.
 * @throws UnauthenticatedError where the session has ended
 */
export async function standingOf({
  userId,
  sessionId,
  issuedAt,
}: Omit<Identity<PersonId>, "endsAt">): Promise<Standing> {
  if (!sessionId) return { provedAt: issuedAt, secondFactor: true };
  const session = await inAccount(userId, "standingOf", async () => {
    const { data } = await SessionEntity.get({ userId, sessionId }).go({ consistent: true });
    return data;
  });
  if (!session || session.expiresAt <= Date.now() / 1000) {
    throw new UnauthenticatedError("This session has ended. Sign in again.");
  }
  return {
    provedAt: session.provedAt ?? Math.floor(Date.parse(session.createdAt) / 1000),
    secondFactor: session.secondFactorAt !== undefined,
  };
}

/** @throws StepUpRequiredError where the proof is too old for something dangerous */
export function assertProvedLately({ provedAt }: Standing): void {
  if (provedAt + PROOF_LASTS_SECONDS < Date.now() / 1000) throw new StepUpRequiredError();
}

/** @throws MfaRequiredError where the session has proved no second factor */
export function assertSecondFactor({ secondFactor }: Standing): void {
  if (!secondFactor) throw new MfaRequiredError();
}
