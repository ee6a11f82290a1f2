import { withActor, workerFor } from "@faibric/core/platform/actor";
import { findAttempt, withAttempt } from "@faibric/core/platform/attempt";
import * as AuditRecord from "@faibric/core/platform/audit-record";
import { tellTogether } from "@faibric/core/platform/audit-tally";
import { type Contract, isAudited } from "@faibric/core/platform/contract";
import * as Directory from "@faibric/core/platform/directory";
import { AppError } from "@faibric/core/platform/errors";
import { TenantId } from "@faibric/core/platform/id";
import { logger } from "@faibric/core/platform/logger";
import type { APIGatewayProxyEventV2 as ApiEvent } from "aws-lambda";

/** Follows a request from its start, so that the audit log can tell what was tried and what came of it. */
export function attempted<R>(
  contract: Contract,
  { routeKey, pathParameters, headers }: ApiEvent,
  run: () => R,
): R {
  const target = Object.values(pathParameters ?? {}).at(-1);
  const named = headers["x-tenant-id"];
  return withAttempt(
    { action: routeKey, target, named, silent: !isAudited(contract), recorded: false },
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
 * Tells the log of what was refused: to somebody who is known everything that was denied, and what failed of
 * what is told of where it succeeds. What came too often, and what nobody who is known asked of a tenant, is
 * told together with a count: a flood must not flood the log.
 */
export async function noteRefusal(contract: Contract, error: unknown): Promise<void> {
  const attempt = findAttempt();
  if (!attempt || attempt.recorded) return;
  const { kind, code } = error instanceof AppError ? error : UNKNOWN;
  const denied = kind === "forbidden" || kind === "unauthenticated";
  const limited = kind === "limit_exceeded";
  if (!denied && !limited && !isAudited(contract)) return;
  try {
    attempt.anonymous = !attempt.owner;
    const owner = attempt.owner ?? (denied ? await findNamed(contract, attempt.named) : undefined);
    if (!owner) return;
    const outcome = denied ? "denied" : "failed";
    await withActor(workerFor(owner, SERVICE), () =>
      limited || attempt.anonymous
        ? tellTogether(code)
        : AuditRecord.tell({ outcome, reason: code }),
    );
  } catch (failure) {
    // The caller is refused in any case, and told why.
    logger.error("refusal not told to the audit log", failure, { code });
  }
}

/** The tenant that a caller without a valid token names, where there is one: its log is told. */
async function findNamed(
  { access }: Contract,
  named: string | undefined,
): Promise<TenantId | undefined> {
  const tenant = TenantId.safeParse(named);
  if (access === "anyone" || !tenant.success) return undefined;
  const tenantId = tenant.data;
  const known = await Directory.find("tenants", Directory.shardOf(tenantId), tenantId);
  return known && tenantId;
}

const SERVICE = "platform.audit";
const UNKNOWN = { kind: undefined, code: "platform.internal" };
