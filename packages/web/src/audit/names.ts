"use client";
import type { Membership } from "@faibric/core/tenant/tenant.schema";
import { useHere } from "../frame/tenancy";
import { people } from "../members/api";
import { usePages } from "../ui/use-pages";

const PAGE = 100;

/** The members, by whose addresses lists call who acted. */
export function useMembers() {
  const { tenantId } = useHere();
  return usePages<Membership>(`members/${tenantId}`, (cursor) =>
    people.listMemberships({ params: { tenantId }, query: { limit: PAGE, cursor } }),
  ).list;
}

/** Calls a member by their address. Who has left, and what acts of itself, keeps its ID. */
export function useNames(): (id: string) => string {
  const { value } = useMembers();
  return (id) => value?.items.find(({ userId }) => userId === id)?.email ?? id;
}
