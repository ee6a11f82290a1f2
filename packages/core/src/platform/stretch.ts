import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { UpdateCommand, UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
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

/** A stretch begins with the first request that is counted in it, by the clock of whoever counts. */
export interface Stretch {
  /** A tenant, a person, or an area of the directory. */
  readonly owner: string;
  readonly seconds: number;
  readonly counters: readonly Counter[];
}

/** What the item says: when its stretch began, and how much was counted in it. */
export interface State {
  readonly since: number;
  readonly counts: Readonly<Record<string, number>>;
}

export function quotasOf(
  { seconds, counters }: Stretch,
  { since, counts }: State,
  now: number,
): Quota[] {
  return counters.map((counter) => {
    const { name, limit } = counter;
    const left = Math.max(0, limit - (counts[nameOf(counter)] ?? 0));
    return { name, limit, left, seconds, resetSeconds: Math.max(0, since + seconds - now) };
  });
}

/** Begins a stretch, if none runs: the counts of the one before go with it. */
export function beginning({ owner, seconds, counters }: Stretch, now: number): UpdateCommandInput {
  const set = { since: now, expiresAt: now + 2 * seconds };
  const base = ThrottleEntity.update({ tenantId: owner, seconds }).set(set).params<Params>();
  return {
    ...base,
    ...TELLING,
    UpdateExpression: `${base.UpdateExpression}, #counts = :counts`,
    ConditionExpression: "attribute_not_exists(#since) OR #since <= :over",
    ExpressionAttributeNames: { ...base.ExpressionAttributeNames, ...NAMES },
    ExpressionAttributeValues: {
      ...base.ExpressionAttributeValues,
      ":over": now - seconds,
      ":counts": Object.fromEntries(counters.map((counter) => [nameOf(counter), 1])),
    },
  };
}

/** Adds to the stretch that runs, if it does and none of the counters is full. */
export function adding({ owner, seconds, counters }: Stretch, now: number): UpdateCommandInput {
  const { Key, TableName } = ThrottleEntity.get({ tenantId: owner, seconds }).params<Params>();
  const paths = counters.map((_, index) => `#counts.#n${index}`);
  const free = paths.map((at, index) => `(attribute_not_exists(${at}) OR ${at} < :limit${index})`);
  return {
    ...{ Key, TableName, ...TELLING },
    UpdateExpression: `SET ${paths.map((at) => `${at} = if_not_exists(${at}, :none) + :one`).join(", ")}`,
    ConditionExpression: ["#since > :over", ...free].join(" AND "),
    ExpressionAttributeNames: { ...NAMES, ...placeholdersOf(counters) },
    ExpressionAttributeValues: {
      ...limitsOf(counters),
      ":over": now - seconds,
      ":none": 0,
      ":one": 1,
    },
  };
}

/** Takes one away again of each counter in the stretch in which they were counted, if that still runs. */
export function removing({ owner, seconds, counters }: Stretch, since: number): UpdateCommandInput {
  const { Key, TableName } = ThrottleEntity.get({ tenantId: owner, seconds }).params<Params>();
  const paths = counters.map((_, index) => `#counts.#n${index}`);
  return {
    ...{ Key, TableName, ...TELLING },
    UpdateExpression: `SET ${paths.map((at) => `${at} = ${at} - :one`).join(", ")}`,
    ConditionExpression: ["#since = :since", ...paths.map((at) => `${at} > :none`)].join(" AND "),
    ExpressionAttributeNames: { ...NAMES, ...placeholdersOf(counters) },
    ExpressionAttributeValues: { ":one": 1, ":none": 0, ":since": since },
  };
}

type Params = UpdateCommandInput;
const NAMES = { "#since": "since", "#counts": "counts" };
const TELLING = {
  ReturnValues: "ALL_NEW",
  ReturnValuesOnConditionCheckFailure: "ALL_OLD",
} as const;

const limitsOf = (counters: readonly Counter[]) =>
  Object.fromEntries(counters.map(({ limit }, index) => [`:limit${index}`, limit]));

const placeholdersOf = (counters: readonly Counter[]) =>
  Object.fromEntries(counters.map((counter, index) => [`#n${index}`, nameOf(counter)]));

export const nameOf = ({ name, of }: Pick<Counter, "name" | "of">) =>
  of === undefined ? name : `${name}.${of}`;

/** Whether a write that has conditions was made, and what is in the item: after it or, where it was not, before. */
export async function write(
  owner: string,
  command: UpdateCommand,
): Promise<{ passed: boolean; state: State }> {
  const send = () => documents.send(command);
  try {
    const { Attributes } = await (owner.startsWith("directory#") ? withDirectory(send) : send());
    return { passed: true, state: stateIn(Attributes) };
  } catch (error) {
    if (isTooHot(error)) throw new LimitExceededError(1);
    if (!isConditionFailure(error)) throw error;
    // The document client leaves an error's item as it came.
    return { passed: false, state: stateIn(error.Item && unmarshall(error.Item)) };
  }
}

function stateIn(item: Readonly<Record<string, unknown>> = {}): State {
  const { since = 0, counts = {} } = item;
  return { since: Number(since), counts: counts as State["counts"] };
}

interface ConditionFailure extends Error {
  readonly Item?: Record<string, AttributeValue>;
}

const isConditionFailure = (error: unknown): error is ConditionFailure =>
  error instanceof Error && error.name === "ConditionalCheckFailedException";

/** More than one item can take in a second: far beyond any limit, though it cannot be said of which. */
const isTooHot = (error: unknown) =>
  error instanceof Error &&
  /^(ThrottlingException|ProvisionedThroughputExceededException)$/.test(error.name);
