"use client";
import { useEffect, useState } from "react";

const SAID_MS = 2_000;

/** Copies a text, and says for a moment whether it is. A browser may forbid it. */
export function useCopy() {
  const [outcome, setOutcome] = useState<"copied" | "notCopied">();
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), SAID_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      setOutcome("notCopied"); // said, so that it is copied by hand
    }
  };
  return { copy, outcome };
}
