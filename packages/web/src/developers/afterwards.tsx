"use client";
import { type ReactNode, useDeferredValue, useEffect } from "react";

/** The long rest of a page: made after what is seen first is shown, a little at a time, with what the address names. */
export function Afterwards({ children }: { children: ReactNode }) {
  const isTime = useDeferredValue(true, false);
  useEffect(() => {
    // By then the browser has looked for it in vain.
    if (isTime) document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
  }, [isTime]);
  return isTime && children;
}
