"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the page runs already. What writes styles into its HTML waits for that: the content policy forbids them. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
