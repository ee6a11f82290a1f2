"use client";
import type { Secret } from "@faibric/core/secrets/secrets.schema";
import { useHere } from "../frame/tenancy";
import { useCached } from "../ui/use-cached";
import { secrets } from "./api";

/** What is stored of vendors' keys: names and dates, never a key. Nothing for who may not see that either. */
export function useSecrets() {
  const { tenantId, may } = useHere();
  return useCached<readonly Secret[]>(`secrets/${tenantId}`, async () => {
    const items: Secret[] = [];
    if (!may("secrets.read")) return items;
    const all = secrets.listSecrets.items({ params: { tenantId }, query: { limit: 100 } });
    for await (const one of all) items.push(one);
    return items;
  });
}
