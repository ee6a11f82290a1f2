import { type Actor, withActor } from "@faibric/core/platform/actor";
import { findAttempt } from "@faibric/core/platform/attempt";
import { type Contract, isSafe, rateClassOf } from "@faibric/core/platform/contract";
import { AppError, type Quota } from "@faibric/core/platform/errors";
import { logger } from "@faibric/core/platform/logger";
import { useOrigin } from "@faibric/core/platform/origin";
import { stretchAcross, stretchFor, stretchOfRefusals } from "@faibric/core/platform/rate-limits";
import { type Counted, count } from "@faibric/core/platform/throttle";
import type { APIGatewayProxyStructuredResultV2 as ApiResult } from "aws-lambda";

type Limited = Pick<Contract, "method" | "rateClass">;

/**
 * Counts a request of who was let in, and answers it if it is within the limits. A plain read runs beside
 * the count, which then adds a write but no time; its answer is dropped where the limit is reached.
 * @throws LimitExceededError
 */
export async function withinLimits(
  contract: Limited,
  actor: Actor | undefined,
  run: () => Promise<ApiResult>,
): Promise<ApiResult> {
  if (!isSafe(contract) || rateClassOf(contract) !== "read") {
    const { quotas } = await countRequest(contract, actor);
    return withQuotas(await run(), quotas);
  }
  // Both are waited for: what went on after the answer would run in another request's time.
  const [counted, ran] = await Promise.allSettled([countRequest(contract, actor), run()]);
  if (counted.status === "rejected") throw counted.reason;
  if (ran.status === "rejected") throw ran.reason;
  return withQuotas(ran.value, counted.value.quotas);
}

/**
 * Lets a caller in. Who is refused is counted as well, on their own limits or, where nobody is known yet, on
 * their address's: else guesses, and what the audit log tells of them, would know no limit.
 * @throws LimitExceededError instead of the refusal
 */
export async function admitted<R>(contract: Limited, admit: () => Promise<R>): Promise<R> {
  try {
    return await admit();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await countRefusal(contract);
    throw error;
  }
}

/** What cannot be counted is refused all the same. @throws LimitExceededError */
async function countRefusal(contract: Limited): Promise<void> {
  const who = findAttempt()?.who;
  try {
    await (who ? countRequest(contract, who) : count(stretchOfRefusals(useOrigin().address)));
  } catch (failure) {
    if (failure instanceof AppError) throw failure;
    logger.error("refusal not counted", failure);
  }
}

/** Counts a request or a connection. @throws LimitExceededError */
export async function countRequest(contract: Limited, actor: Actor | undefined): Promise<Counted> {
  const { address } = useOrigin();
  const across = stretchAcross(contract, actor, address);
  if (across) await count(across);
  const stretch = stretchFor(contract, actor, address);
  return actor ? withActor(actor, () => count(stretch)) : count(stretch);
}

function withQuotas(result: ApiResult, quotas: readonly Quota[]): ApiResult {
  const { headers = {} } = result;
  // What the operation itself counts, such as wrong passwords, is already told there.
  const own = quotaHeaders(quotas);
  const told = Object.entries(own).map(([name, value]) => {
    const more = headers[name];
    return [name, more === undefined ? value : `${value}, ${more}`];
  });
  return { ...result, headers: { ...headers, ...Object.fromEntries(told) } };
}

/**
 * What is allowed, and what is left of it: `"tenant";q=600;w=60` and `"tenant";r=599;t=42`.
 * Source: draft-ietf-httpapi-ratelimit-headers-10
 */
export function quotaHeaders(quotas: readonly Quota[]): Record<string, string> {
  if (!quotas.length) return {};
  const policies = quotas.map(({ name, limit, seconds }) => `"${name}";q=${limit};w=${seconds}`);
  const left = quotas.map(
    ({ name, left: r, resetSeconds }) => `"${name}";r=${r};t=${resetSeconds}`,
  );
  return { "ratelimit-policy": policies.join(", "), ratelimit: left.join(", ") };
}
