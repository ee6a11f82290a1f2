"use client";
import type { TenantId } from "@faibric/core/platform/id";
import type { Filling } from "@faibric/core/platform/sample-words";
import { useMemo, useSyncExternalStore } from "react";
import { useHere } from "../frame/tenancy";
import { currentState, subscribe as subscribeToSession } from "../session/session";

/** What somebody chose for the samples of a business. A secret stays in this page's memory, and nowhere else. */
export interface InUse {
  readonly apiKey?: string;
  readonly appKey?: string;
}

const NOTHING: InUse = {};
const chosen = new Map<TenantId, InUse>();
const listeners = new Set<() => void>();

subscribeToSession(() => {
  if (currentState() !== "out") return;
  chosen.clear();
  for (const listener of listeners) listener();
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is used in the samples of the business at hand, and how to change it. */
export function useInUse(): readonly [InUse, (next: InUse) => void] {
  const { tenantId } = useHere();
  const inUse = useSyncExternalStore(
    subscribe,
    () => chosen.get(tenantId) ?? NOTHING,
    () => NOTHING,
  );
  const change = (next: InUse) => {
    chosen.set(tenantId, { ...chosen.get(tenantId), ...next });
    for (const listener of listeners) listener();
  };
  return [inUse, change];
}

/** What the samples are filled in with: where the API is, the business, and the keys in use. */
export function useFilling(): Filling {
  const { tenantId } = useHere();
  const [inUse] = useInUse();
  return useMemo(() => ({ url: window.location.origin, tenantId, ...inUse }), [tenantId, inUse]);
}

/** Whether it is an API key of the business: a key says whose it is. */
export function isKeyOf(tenantId: TenantId, text: string): boolean {
  return new RegExp(`^fbk_${tenantId.slice("tnt_".length)}_[0-9a-z]{26}_[0-9A-Za-z]{49}$`).test(
    text,
  );
}
