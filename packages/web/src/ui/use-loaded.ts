"use client";
import { useCallback, useEffect, useState } from "react";

/** What `load` gives, once it has; `load` must not change between renders. */
export function useLoaded<T>(load: () => Promise<T>) {
  const [loaded, setLoaded] = useState<{ value?: T; error?: unknown }>({});
  const reload = useCallback(async () => {
    try {
      setLoaded({ value: await load() });
    } catch (error) {
      setLoaded({ error });
    }
  }, [load]);
  useEffect(() => {
    void reload();
  }, [reload]);
  return { ...loaded, reload };
}
