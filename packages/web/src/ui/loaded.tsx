"use client";
import type { ReactNode } from "react";
import { Unavailable } from "./unavailable";
import type { Cached } from "./use-cached";

/** What was read, once it is there; until then its skeleton, and where it cannot be read, why, until it can. */
export function Loaded<T>(props: {
  of: Cached<T>;
  waiting: ReactNode;
  children: (value: T) => ReactNode;
}) {
  const { of, waiting, children } = props;
  if (of.value !== undefined) return children(of.value);
  if (of.error !== undefined) return <Unavailable error={of.error} retry={of.reload} />;
  return waiting;
}
