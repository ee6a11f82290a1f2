import { createHash } from "node:crypto";
import { UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { LimitExceededError, type Quota } from "./errors";
import { withDirectory } from "./fence";
import { documents } from "./table";
import { ThrottleEntity } from "./throttle.entity";

/** At most `limit` of one kind in a stretch of time. */
export interface Counter {
  /** What the caller is told of it: `user`. */
  readonly name: string;
  /** Which of its kind, where an owner has several: the user's ID. */
  readonly of?: string;
  readonly limit: number;
}

/** The stretches begin at multiples of `seconds` since 1970, by the clock of whoever counts. */
export interface Stretch {
  /** A tenant, a person, or an area of the directory. */
  readonly owner: string;
  readonly seconds: number;
  readonly counters: readonly Counter[];
}

export interface Counted {
  /** When the stretch began, in epoch seconds. */
  readonly since: number;
  /** What is left of each counter, in their order. */
  readonly quotas: readonly Quota[];
}

/**
 * Counts one request on all counters or, if one of them is full, on none: one conditional write, so that
 * exactly `limit` pass however many come at once, and who is over their own limit takes nothing from the rest.
 * What is refused adds nothing to the item either, which so stays small.
 * @throws LimitExceededError that says when the stretch ends
 */
export async function count({ owner, seconds, counters }: Stretch): Promise<Counted> {
  const now = Math.floor(Date.now() / 1000);
  const since = now - (now % seconds);
  const quotas = (counts: Counts) =>
    counters.map((counter): Quota => {
      const { name, limit } = counter;
      const left = Math.max(0, limit - (counts[attributeOf(counter)] ?? 0));
      return { name, limit, left, seconds, resetSeconds: since + seconds - now };
    });
  const command = new UpdateCommand(adding({ owner, seconds, counters }, since));
  const send = () => documents.send(command);
  try {
    const { Attributes } = await (owner.startsWith("directory#") ? withDirectory(send) : send());
    return { since, quotas: quotas(countsIn(Attributes)) };
  } catch (error) {
    if (isTooHot(error)) throw new LimitExceededError(1);
    if (!isFull(error)) throw error;
    throw new LimitExceededError(since + seconds - now, quotas(countsIn(error.Item)));
  }
}

function adding({ owner, seconds, counters }: Stretch, since: number): UpdateCommandInput {
  const expiresAt = since + 2 * seconds;
  const base = ThrottleEntity.update({ tenantId: owner, seconds, since })
    .set({ expiresAt })
    .params<UpdateCommandInput>();
  const names = counters.map((counter, index) => [`#n${index}`, attributeOf(counter)]);
  const limits = counters.map(({ limit }, index) => [`:n${index}`, limit]);
  const free = counters.map(
    (_, index) => `(attribute_not_exists(#n${index}) OR #n${index} < :n${index})`,
  );
  return {
    ...base,
    UpdateExpression: `${base.UpdateExpression} ADD ${names.map(([name]) => `${name} :one`).join(", ")}`,
    ConditionExpression: free.join(" AND "),
    ExpressionAttributeNames: { ...base.ExpressionAttributeNames, ...Object.fromEntries(names) },
    ExpressionAttributeValues: {
      ...base.ExpressionAttributeValues,
      ...Object.fromEntries(limits),
      ":one": 1,
    },
    ReturnValues: "UPDATED_NEW",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  };
}

const attributeOf = ({ name, of }: Pick<Counter, "name" | "of">) =>
  of === undefined ? `n.${name}` : `n.${name}.${of}`;

type Counts = Readonly<Record<string, number>>;

/** From plain values, or from attribute values: the document client leaves an error's item as it came. */
function countsIn(item: Readonly<Record<string, unknown>> = {}): Counts {
  const counts = Object.entries(item).filter(([name]) => name.startsWith("n."));
  return Object.fromEntries(
    counts.map(([name, value]) => [
      name,
      Number(typeof value === "object" ? (value as { N?: string } | null)?.N : value),
    ]),
  );
}

interface Full extends Error {
  readonly Item?: Readonly<Record<string, unknown>>;
}

const isFull = (error: unknown): error is Full =>
  error instanceof Error && error.name === "ConditionalCheckFailedException";

/** More than one item can take in a second: far beyond any limit, though it cannot be said of which. */
const isTooHot = (error: unknown) =>
  error instanceof Error &&
  /^(ThrottlingException|ProvisionedThroughputExceededException)$/.test(error.name);

/** At most `limit` times in each stretch of `seconds`. */
export interface Limit {
  readonly name: string;
  readonly limit: number;
  readonly seconds: number;
}

export interface Taken {
  readonly key: { readonly tenantId: string; readonly seconds: number; readonly since: number };
  /** Which of the stretch's it was, from 1. */
  readonly count: number;
}

const ATTEMPTS = "attempts";

/**
 * Counts one attempt for a subject that nobody is yet, such as an e-mail address.
 * @throws LimitExceededError
 */
export async function take(limit: Limit, subject: string): Promise<Taken> {
  const { seconds } = limit;
  const owner = ownerOf(limit.name, subject);
  const counters = [{ name: ATTEMPTS, limit: limit.limit }];
  const { since, quotas } = await count({ owner, seconds, counters });
  const left = quotas[0]?.left ?? 0;
  return { key: { tenantId: owner, seconds, since }, count: limit.limit - left };
}

/** Whether this attempt still passes, where the caller must not be told if it does not. */
export async function passes(limit: Limit, subject: string): Promise<boolean> {
  try {
    await take(limit, subject);
    return true;
  } catch (error) {
    if (error instanceof LimitExceededError) return false;
    throw error;
  }
}

/** Gives an attempt back: it was no abuse. */
export async function giveBack({ key }: Taken): Promise<void> {
  const { Key, TableName } = ThrottleEntity.get(key).params<UpdateCommandInput>();
  const command = new UpdateCommand({
    TableName,
    Key,
    UpdateExpression: "ADD #n :back",
    ConditionExpression: "#n > :none",
    ExpressionAttributeNames: { "#n": attributeOf({ name: ATTEMPTS }) },
    ExpressionAttributeValues: { ":back": -1, ":none": 0 },
  });
  await withDirectory(() => documents.send(command));
}

/** Whose counters a subject's are. Hashed: it may be somebody's address, and keys turn up in errors. */
export const ownerOf = (name: string, subject: string): string =>
  `directory#${name}#${createHash("sha256").update(subject).digest("hex").slice(0, 32)}`;
