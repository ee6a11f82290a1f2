"use client";
import type { Domain } from "@faibric/core/site/domain.schema";
import { useHere } from "../frame/tenancy";
import { type Cached, useCached } from "../ui/use-cached";
import { siteDomains } from "./domains-api";

/** The business's own domains, by name. */
export function useDomains(): Cached<readonly Domain[]> {
  const { tenantId } = useHere();
  return useCached<readonly Domain[]>(`site/domains/${tenantId}`, async () => {
    const { items } = await siteDomains.listDomains({ params: { tenantId } });
    return items;
  });
}
