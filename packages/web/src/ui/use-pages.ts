"use client";
import { useAction } from "./use-action";
import { type Cached, useCached } from "./use-cached";

interface Page<T> {
  readonly items: readonly T[];
  readonly cursor: string | null;
}

/** A list that comes in pages: those that were asked for, one after the other. */
export function usePages<T>(key: string, read: (cursor?: string) => Promise<Page<T>>) {
  const list: Cached<Page<T>> = useCached(key, () => read());
  const { value } = list;
  const next = useAction(async () => {
    if (!value?.cursor) return;
    const { items, cursor } = await read(value.cursor);
    list.set({ items: [...value.items, ...items], cursor });
  });
  /** Puts what a change answered in its place. */
  const change = (items: (before: readonly T[]) => readonly T[]) => {
    if (value) list.set({ ...value, items: items(value.items) });
  };
  const more = value?.cursor ? () => void next.run() : undefined;
  return { list, change, more, busy: next.busy, failure: next.failure };
}
