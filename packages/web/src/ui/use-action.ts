"use client";
import { useState } from "react";

/** What a button does: it is busy meanwhile, and what went wrong stays until the next try. */
export function useAction<Arguments extends readonly unknown[]>(
  act: (...args: Arguments) => Promise<void>,
) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const run = async (...args: Arguments) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await act(...args);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, failure };
}
