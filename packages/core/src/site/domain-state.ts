import type { EntityItem } from "electrodb";
import type { Seen } from "./dns";
import type { DomainEntity } from "./domain.entity";
import type { DomainProblem, DomainState } from "./domain.schema";

export type StoredDomain = EntityItem<typeof DomainEntity>;

const DAY_MS = 86_400_000;
/** How long a domain may wait for its records before it has failed. */
export const WAITS_MS = 7 * DAY_MS;
/** How long one that was proved may be without them: name servers are moved, and somebody mends it. */
export const GRACE_MS = 3 * DAY_MS;

/** What of a domain a look may change. */
export interface Standing {
  readonly state: DomainState;
  readonly problem: DomainProblem | undefined;
  readonly failingSince: string | undefined;
}

/**
 * What a domain is after a look: pending until it is proved, then verified, and active once it leads to us and its
 * certificate is there. What is lost has a grace, and has failed after it.
 * @param certified whether its certificate is there
 */
export function standingAfter(
  before: Pick<StoredDomain, "state" | "createdAt" | "failingSince">,
  { proof, target }: Seen,
  { certified, now }: { readonly certified: boolean; readonly now: Date },
): Standing {
  const at = now.toISOString();
  if (proof) return withoutProof(before, proof, now);
  if (!target && certified) return { state: "active", problem: undefined, failingSince: undefined };
  const problem = target ?? "certificate_pending";
  // One that led here goes on: whoever finds it there is served, and its owner is told.
  const since = before.failingSince ?? at;
  if (before.state === "active" && now.getTime() - Date.parse(since) <= GRACE_MS) {
    return { state: "active", problem, failingSince: since };
  }
  return { state: "verified", problem, failingSince: undefined };
}

function withoutProof(
  { state, createdAt, failingSince }: Pick<StoredDomain, "state" | "createdAt" | "failingSince">,
  problem: DomainProblem,
  now: Date,
): Standing {
  if (state === "pending" || state === "failed") {
    const isLate = now.getTime() - Date.parse(createdAt) > WAITS_MS;
    return { state: isLate ? "failed" : "pending", problem, failingSince: undefined };
  }
  const since = failingSince ?? now.toISOString();
  const isOver = now.getTime() - Date.parse(since) > GRACE_MS;
  return isOver
    ? { state: "failed", problem, failingSince: undefined }
    : { state, problem, failingSince: since };
}

const MINUTE_MS = 60_000;
const SOON_MS = 10 * MINUTE_MS;
const LATER_MS = 60 * MINUTE_MS;

/** When a domain is to be looked at again; never where it has failed, until somebody asks. */
export function nextLook(state: DomainState, createdAt: string, now: Date): number | undefined {
  if (state === "failed") return undefined;
  if (state === "active") return now.getTime() + DAY_MS / 2;
  const isNew = now.getTime() - Date.parse(createdAt) < DAY_MS;
  return now.getTime() + (isNew ? SOON_MS : LATER_MS);
}
