"use client";
import { useEffect, useRef } from "react";

/** What a form began from was changed by somebody else, and what was typed would undo that. */
export class ChangedMeanwhileError extends Error {
  override readonly name = "ChangedMeanwhileError";
}

/**
 * What a form began from, compared with what there is now. While nothing is typed the form follows; what is
 * typed stays, and a change under it is told before it is overwritten.
 */
export function useBasis<Values>(
  now: Values,
  { isDirty, isSubmitting }: { isDirty: boolean; isSubmitting: boolean },
  reset: (to: Values) => void,
) {
  const latest = useRef(now);
  const began = useRef(now);
  const isThrough = useRef(false);
  const text = JSON.stringify(now);
  useEffect(() => {
    latest.current = now;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the values that count, not which object has them
  useEffect(() => {
    if (isSubmitting || (isDirty && !isThrough.current)) return;
    isThrough.current = false;
    if (JSON.stringify(began.current) === text) return;
    began.current = now;
    reset(now);
  }, [text, isDirty, isSubmitting]);
  return {
    /** What was typed is what there is: the form goes on from there. */
    through: () => {
      isThrough.current = true;
    },
    /** Whether it was changed under what was typed. Said once: who sends again has been told. */
    hasMoved: () => {
      const moved = JSON.stringify(began.current) !== JSON.stringify(latest.current);
      began.current = latest.current;
      return moved;
    },
  };
}
