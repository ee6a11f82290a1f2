import { withActor, workerFor } from "@faibric/core/platform/actor";
import { findAttempt, withAttempt } from "@faibric/core/platform/attempt";
import * as AuditRecord from "@faibric/core/platform/audit-record";
import { type Contract, isAudited } from "@faibric/core/platform/contract";
import { AppError } from "@faibric/core/platform/errors";
import { logger } from "@faibric/core/platform/logger";
import type { APIGatewayProxyEventV2 as ApiEvent } from "aws-lambda";

/** Follows a request from its start, so that the audit log can tell what was tried and what came of it. */
export function attempted<R>(
  contract: Contract,
  { routeKey, pathParameters }: ApiEvent,
  run: () => R,
): R {
  const target = Object.values(pathParameters ?? {}).at(-1);
  return withAttempt(
    { action: routeKey, target, silent: !isAudited(contract), recorded: false },
    run,
  );
}

/**
 * Tells the log of what succeeded and stored nothing with `commit`, which would have told it. If that
 * fails the request does: nothing is read out or changed that the log does not know of.
 */
export async function noteSuccess(contract: Contract): Promise<void> {
  if (isAudited(contract)) await AuditRecord.tell();
}

/**
 * Tells the log of what was refused to somebody who is known: everything that was denied, and what failed
 * of what is told of where it succeeds. What comes too often is not told: a flood would flood the log.
 */
export async function noteRefusal(contract: Contract, error: unknown): Promise<void> {
  const { owner, recorded } = findAttempt() ?? {};
  if (!owner || recorded) return;
  const { kind, code } = error instanceof AppError ? error : UNKNOWN;
  const denied = kind === "forbidden" || kind === "unauthenticated";
  if (kind === "limit_exceeded" || (!denied && !isAudited(contract))) return;
  try {
    const outcome = denied ? "denied" : "failed";
    await withActor(workerFor(owner, SERVICE), () => AuditRecord.tell({ outcome, reason: code }));
  } catch (failure) {
    // The caller is refused in any case, and told why.
    logger.error("refusal not told to the audit log", failure, { code });
  }
}

const SERVICE = "platform.audit";
const UNKNOWN = { kind: undefined, code: "platform.internal" };
