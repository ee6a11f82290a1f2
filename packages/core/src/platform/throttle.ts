import { createHash } from "node:crypto";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { LimitExceededError, type Quota } from "./errors";
import { adding, beginning, nameOf, quotasOf, removing, type Stretch, write } from "./stretch";

export type { Counter, Stretch } from "./stretch";

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
export async function count(stretch: Stretch): Promise<Counted> {
  const { owner, seconds, counters } = stretch;
  const name = `${owner} ${seconds}`;
  if (counters.some(({ limit }) => limit < 1)) throw new LimitExceededError(seconds);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const now = nowSeconds();
    const isRunning = (running.get(name) ?? 0) > now;
    const command = isRunning ? adding(stretch, now) : beginning(stretch, now);
    const { passed, state } = await write(owner, new UpdateCommand(command));
    const ends = state.since + seconds;
    note(name, ends);
    const quotas = quotasOf(stretch, state, now);
    if (passed) return { since: state.since, quotas };
    const isFull = counters.some((one) => (state.counts[nameOf(one)] ?? 0) >= one.limit);
    if (ends > now && isFull) throw new LimitExceededError(ends - now, quotas);
  }
  // Others begin and end stretches as fast as this one asks: far beyond any limit.
  throw new LimitExceededError(1);
}

const MAX_TRIES = 6;
const MAX_NOTED = 5_000;

/**
 * Until when stretches run that this function has seen. Only a guess at which write will do, since the other
 * fails and costs one more: whether the stretch runs is what the write itself is conditioned on.
 */
const running = new Map<string, number>();

function note(name: string, ends: number): void {
  if (running.size >= MAX_NOTED) running.clear();
  running.set(name, ends);
}

const nowSeconds = () => Math.floor(Date.now() / 1000);

/** At most `limit` times in each stretch of `seconds`. */
export interface Limit {
  readonly name: string;
  readonly limit: number;
  readonly seconds: number;
}

export interface Taken {
  readonly owner: string;
  readonly seconds: number;
  readonly since: number;
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
  return { owner, seconds, since, count: limit.limit - left };
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

/** Gives an attempt back: it was no abuse. One of a stretch that is over counts no more anyway. */
export async function giveBack(taken: Taken): Promise<void> {
  const { owner, seconds, since } = taken;
  const counters = [{ name: ATTEMPTS, limit: 1 }];
  await uncount({ owner, seconds, counters }, since);
}

/** Takes back one that `count` counted on all of these counters. Once their stretch is over there is nothing to take. */
export async function uncount(stretch: Stretch, since: number): Promise<void> {
  await write(stretch.owner, new UpdateCommand(removing(stretch, since)));
}

/** Whose counters a subject's are. Hashed: it may be somebody's address, and keys turn up in errors. */
export const ownerOf = (name: string, subject: string): string =>
  `directory#${name}#${createHash("sha256").update(subject).digest("hex").slice(0, 32)}`;
