import { validation } from "./input";

interface Page<T> {
  readonly items: readonly T[];
  readonly NextToken?: string;
}

/**
 * One page of a list that is ordered by key; the token says after which key the next page begins, so
 * that what is added or removed in between neither doubles nor skips another.
 */
export function pageOf<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  { limit = 100, token }: { limit?: number | undefined; token?: string | undefined },
): Page<T> {
  const after = token === undefined ? undefined : decode(token);
  const left = rows.filter((row) => after === undefined || keyOf(row) > after);
  const items = left.slice(0, limit);
  const last = items.at(-1);
  if (left.length <= limit || last === undefined) return { items };
  return { items, NextToken: Buffer.from(`after:${keyOf(last)}`).toString("base64url") };
}

function decode(token: string): string {
  const text = Buffer.from(token, "base64url").toString("utf8");
  if (!text.startsWith("after:")) throw validation("Parameter NextToken is not valid.");
  return text.slice("after:".length);
}
