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

/** What `load` gives, shared by all who name the same key: what is known is shown, and read again meanwhile. */
export function useCached<T>(key: string, load: () => Promise<T>): Cached<T> {
  const entry = useSyncExternalStore(
    subscribe,
    () => entries.get(key) ?? NOTHING,
    () => NOTHING,
  );
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  const reload = useCallback(() => readOnce(key, () => latest.current()), [key]);
  useEffect(() => {
    void reload();
    // A reading that is under way may have begun before what it is to see.
    const again = async () => {
      await reading.get(key);
      await reload();
    };
    shown.add(again);
    return () => {
      shown.delete(again);
    };
  }, [key, reload]);
  const set = useCallback((value: T) => put(key, { value }), [key]);
  return { value: entry.value as T | undefined, error: entry.error, reload, set };
}

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
