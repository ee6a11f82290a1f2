import { createHmac } from "node:crypto";
import { findAttempt } from "@faibric/core/platform/attempt";
import { type Contract, rateClassOf } from "@faibric/core/platform/contract";
import { AppError } from "@faibric/core/platform/errors";
import { logger } from "@faibric/core/platform/logger";
import { metric } from "@faibric/core/platform/metric";
import { networkOf, useOrigin } from "@faibric/core/platform/origin";

const REASONS: Readonly<Record<string, string>> = {
  limit_exceeded: "limit",
  unauthenticated: "unknown",
  forbidden: "refused",
};
const MINUTE_MS = 60_000;
const MAX_NOTED = 2_000;

interface Noted {
  readonly minute: number;
  count: number;
  told: number;
}

/** What this function has refused to nobody lately. Only what is told of it hangs on this, no decision. */
const noted = new Map<string, Noted>();

/**
 * Tells operators, and no tenant's log, of a request that was refused to nobody who is known: which kind of operation, why,
 * and from which network, by a keyed hash of it. Of many in a minute it tells the 1st, 2nd, 4th, 8th …, each with those
 * since the last that was told: a flood makes a few lines, and the metric is at most half too small.
 */
export function noteNobody(contract: Pick<Contract, "method" | "rateClass">, error: unknown): void {
  const attempt = findAttempt();
  if (!(error instanceof AppError) || attempt?.owner || attempt?.who) return;
  const reason = REASONS[error.kind];
  if (!reason) return;
  const kind = rateClassOf(contract);
  const network = hashOf(networkOf(useOrigin().address));
  const seen = note(`${reason} ${kind} ${network}`);
  const isPowerOfTwo = (seen.count & (seen.count - 1)) === 0;
  if (!isPowerOfTwo) return;
  metric("RefusedNobody", seen.count - seen.told, "Count", { Class: kind, Reason: reason });
  const { code } = error;
  logger.warn("nobody known was refused", { code, class: kind, network, inMinute: seen.count });
  seen.told = seen.count;
}

function note(name: string): Noted {
  const minute = Math.floor(Date.now() / MINUTE_MS);
  const before = noted.get(name);
  const seen = before?.minute === minute ? before : { minute, count: 0, told: 0 };
  if (!before && noted.size >= MAX_NOTED) noted.clear();
  seen.count += 1;
  noted.set(name, seen);
  return seen;
}

/** Addresses are few: without the stage's secret whoever reads the log could try them all. */
const hashOf = (network: string): string =>
  createHmac("sha256", process.env.EDGE_SECRET ?? "")
    .update(network)
    .digest("base64url")
    .slice(0, 16);
