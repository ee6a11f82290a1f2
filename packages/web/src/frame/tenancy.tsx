"use client";
import { allows, type Permission } from "@faibric/core/platform/permission";
import type { Tenant, TenantSummary } from "@faibric/core/tenant/tenant.schema";
import { createContext, use } from "react";
import { api } from "../session/api";
import { type Cached, useCached } from "../ui/use-cached";

async function listTenants(): Promise<readonly TenantSummary[]> {
  const items = [];
  for await (const tenant of api.tenant.listTenants.items({ query: { limit: 100 } })) {
    items.push(tenant);
  }
  return items;
}

/** The businesses of who is signed in. */
export const useTenants = (): Cached<readonly TenantSummary[]> => useCached("tenants", listTenants);

/** Who is signed in. */
export const useMe = () => useCached("me", () => api.auth.readMe());

/** A business in full: its settings, and whether it is open. */
export const useTenantOf = ({ tenantId }: Pick<TenantSummary, "tenantId">): Cached<Tenant> =>
  useCached(`tenant/${tenantId}`, () => api.tenant.readTenant({ params: { tenantId } }));

/** The business that a page is about, and what the reader may do in it. */
export interface Here extends TenantSummary {
  /** Where its pages are: `/app/blue-bottle`. */
  readonly root: string;
  readonly may: (permission: Permission) => boolean;
  /** In full, once it is read. */
  readonly tenant: Cached<Tenant>;
}

export const rootOf = ({ slug }: Pick<TenantSummary, "slug">): string => `/app/${slug}`;

export function hereOf(summary: TenantSummary, tenant: Cached<Tenant>): Here {
  const may = (permission: Permission) => allows(summary.role, permission);
  return { ...summary, root: rootOf(summary), may, tenant };
}

export const HereContext = createContext<Here | undefined>(undefined);

/** The business of the page at hand. Only pages below `/app/{slug}` have one. */
export function useHere(): Here {
  const here = use(HereContext);
  if (!here) throw new Error("this page is about no business");
  return here;
}
