"use client";
import { useRef } from "react";
import { useAction } from "./use-action";
import { type Cached, useCached } from "./use-cached";

interface Page<T> {
  readonly items: readonly T[];
  readonly cursor: string | null;
}

/** A list that comes in pages: those that were asked for, one after the other. */
export function usePages<T>(key: string, read: (cursor?: string) => Promise<Page<T>>) {
  const count = useRef(1);
  const list: Cached<Page<T>> = useCached(key, () => readPages(read, count.current));
  const { value } = list;
  const next = useAction(async () => {
    if (!value?.cursor) return;
    const { items, cursor } = await read(value.cursor);
    count.current += 1;
    list.set({ items: [...value.items, ...items], cursor });
  });
  /** Puts what a change answered in its place. */
  const change = (items: (before: readonly T[]) => readonly T[]) => {
    if (value) list.set({ ...value, items: items(value.items) });
  };
  const more = value?.cursor ? () => void next.run() : undefined;
  return { list, change, more, busy: next.busy, failure: next.failure };
}

/** As many pages as are shown: a list does not get shorter because it is read again. */
async function readPages<T>(
  read: (cursor?: string) => Promise<Page<T>>,
  count: number,
): Promise<Page<T>> {
  let { items, cursor } = await read();
  for (let page = 1; page < count && cursor; page += 1) {
    const next = await read(cursor);
    items = [...items, ...next.items];
    cursor = next.cursor;
  }
  return { items, cursor };
}
