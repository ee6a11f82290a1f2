"use client";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { currentState, subscribe as subscribeToSession } from "../session/session";

interface Entry {
  readonly value?: unknown;
  readonly error?: unknown;
}

const NOTHING: Entry = {};
const entries = new Map<string, Entry>();
const listeners = new Set<() => void>();
/** What is being read: who asks meanwhile waits for the same answer. */
const reading = new Map<string, Promise<void>>();
/** Who only passes by what is known already is not held up by its being read again. */
const GLANCE_MS = 200;
/** When something was read early, before there was a page to show it. In epoch milliseconds. */
const early = new Map<string, number>();
/** How long what was read early is not read again by what then shows it. */
const EARLY_MS = 5_000;
/** How to read again what the page at hand shows. */
const shown = new Set<() => Promise<void>>();

// What one person has read is nothing for the next.
subscribeToSession(() => {
  if (currentState() === "out") entries.clear();
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function put(key: string, entry: Entry): void {
  entries.set(key, entry);
  for (const listener of listeners) listener();
}

export interface Cached<T> {
  readonly value: T | undefined;
  /** Why the last reading failed; what was read before stays. */
  readonly error: unknown;
  readonly reload: () => Promise<void>;
  /** What a change answered is what a reading would. */
  readonly set: (value: T) => void;
}

/**
 * What `load` gives, shared by all who name the same key: what is known is shown, and read again meanwhile. Without
 * a key nothing is read yet.
 */
export function useCached<T>(key: string | undefined, load: () => Promise<T>): Cached<T> {
  const entry = useSyncExternalStore(
    subscribe,
    () => entryOf(key),
    () => NOTHING,
  );
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  const reload = useCallback(
    async () => (key === undefined ? undefined : readOnce(key, () => latest.current())),
    [key],
  );
  useEffect(() => {
    if (key === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (knownOf(key) === undefined) void reload();
    else if (!wasReadEarly(key)) timer = setTimeout(() => void reload(), GLANCE_MS);
    // A reading that is under way may have begun before what it is to see.
    const again = async () => {
      await reading.get(key);
      await reload();
    };
    shown.add(again);
    return () => {
      clearTimeout(timer);
      shown.delete(again);
    };
  }, [key, reload]);
  const set = useCallback((value: T) => key !== undefined && put(key, { value }), [key]);
  return { value: entry.value as T | undefined, error: entry.error, reload, set };
}

const entryOf = (key: string | undefined): Entry =>
  (key === undefined ? undefined : entries.get(key)) ?? NOTHING;

/** Reads what will be shown by `useCached` of the same key. A failure is left to be found there. */
export async function readEarly(key: string, load: () => Promise<unknown>): Promise<void> {
  await readOnce(key, load);
  early.set(key, Date.now());
}

const knownOf = (key: string): unknown => entries.get(key)?.value;

const wasReadEarly = (key: string): boolean => Date.now() - (early.get(key) ?? 0) < EARLY_MS;

/** Reads again whatever the page at hand shows, since others may have changed it. */
export async function reloadShown(): Promise<void> {
  await Promise.all([...shown].map((again) => again()));
}

function readOnce(key: string, load: () => Promise<unknown>): Promise<void> {
  const read = async () => {
    const before = entries.get(key);
    try {
      const value = await load();
      // What a change has put there meanwhile is newer than what was read.
      if (entries.get(key) === before) put(key, { value });
    } catch (error) {
      put(key, { value: entries.get(key)?.value, error });
    } finally {
      reading.delete(key);
    }
  };
  const begun = reading.get(key) ?? read();
  reading.set(key, begun);
  return begun;
}

const LOOK_MS = 250;
/** What takes longer than this holds nothing else up. */
const LONGEST_MS = 5_000;
let wasAtRest = false;

/** Whether what the page shows has come: what can wait need not be asked for beside it. Once it has, it stays so. */
export function useAtRest(): boolean {
  const [isAtRest, rest] = useState(wasAtRest);
  useEffect(() => {
    if (isAtRest) return;
    const began = Date.now();
    let wasBusy = true;
    const timer = setInterval(() => {
      const isBusy = reading.size > 0 && Date.now() - began < LONGEST_MS;
      wasAtRest ||= !isBusy && !wasBusy;
      wasBusy = isBusy;
      if (wasAtRest) rest(true);
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [isAtRest]);
  return isAtRest;
}

/** Calls `act` when the window is looked at again, so that what others changed meanwhile is seen. */
export function useOnReturn(act: () => void): void {
  const [latest] = useState<{ act: () => void }>(() => ({ act }));
  useEffect(() => {
    latest.act = act;
  });
  useEffect(() => {
    const returned = () => document.visibilityState === "visible" && latest.act();
    document.addEventListener("visibilitychange", returned);
    return () => document.removeEventListener("visibilitychange", returned);
  }, [latest]);
}
