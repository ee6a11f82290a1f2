"use client";
import type { Membership } from "@faibric/core/tenant/tenant.schema";
import { useHere } from "../frame/tenancy";
import { people } from "../members/api";
import { usePages } from "../ui/use-pages";

const PAGE = 100;

/** Calls a member by their address. Who has left, and what acts of itself, keeps its ID. */
export function useNames(): (id: string) => string {
  const { tenantId } = useHere();
  const { list } = usePages<Membership>(`members/${tenantId}`, (cursor) =>
    people.listMemberships({ params: { tenantId }, query: { limit: PAGE, cursor } }),
  );
  return (id) => list.value?.items.find(({ userId }) => userId === id)?.email ?? id;
}
