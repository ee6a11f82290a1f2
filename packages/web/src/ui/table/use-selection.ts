"use client";
import { useCallback, useRef, useState } from "react";

/** Which rows are selected: one by one, or all from the last one to the next. */
export function useSelection(keys: readonly string[]) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const latest = useRef({ keys, last: undefined as string | undefined });
  latest.current.keys = keys;
  const select = useCallback((key: string, on: boolean, through: boolean) => {
    const { keys: all, last } = latest.current;
    const [from, to] = [last === undefined ? -1 : all.indexOf(last), all.indexOf(key)];
    const range =
      through && from >= 0 ? all.slice(Math.min(from, to), Math.max(from, to) + 1) : [key];
    latest.current.last = key;
    setSelected((before) => withAll(before, range, on));
  }, []);
  const selectAll = (on: boolean) => setSelected((before) => withAll(before, keys, on));
  const clear = useCallback(() => setSelected(new Set()), []);
  return { selected, select, selectAll, clear };
}

function withAll(before: ReadonlySet<string>, keys: readonly string[], on: boolean) {
  const next = new Set(before);
  for (const key of keys) on ? next.add(key) : next.delete(key);
  return next;
}
