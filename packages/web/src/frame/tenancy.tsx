"use client";
import type { TenantId } from "@faibric/core/platform/id";
import { allows, type Permission } from "@faibric/core/platform/permission";
import type { Tenant, TenantSummary } from "@faibric/core/tenant/tenant.schema";
import { createContext, use } from "react";
import { api } from "../session/api";
import { accessToken } from "../session/session";
import { type Cached, readEarly, useCached } from "../ui/use-cached";

async function listTenants(): Promise<readonly TenantSummary[]> {
  const items = [];
  for await (const tenant of api.tenant.listTenants.items({ query: { limit: 100 } })) {
    items.push(tenant);
  }
  return items;
}

const readMe = () => api.auth.readMe();
const readTenant = (tenantId: TenantId) => api.tenant.readTenant({ params: { tenantId } });
const keyOf = (tenantId: TenantId) => `tenant/${tenantId}`;

/** The businesses of who is signed in. */
export const useTenants = (): Cached<readonly TenantSummary[]> => useCached("tenants", listTenants);

/** Who is signed in. */
export const useMe = () => useCached("me", readMe);

/** A business in full: its settings, and whether it is open. Nothing as long as it is not known which. */
export function useTenantOf(of: Pick<TenantSummary, "tenantId"> | undefined): Cached<Tenant> {
  return useCached(of && keyOf(of.tenantId), async () => {
    if (!of) throw new Error("no business is read before it is known which");
    return readTenant(of.tenantId);
  });
}

/**
 * Reads what every page of the console shows as soon as there is a script to: until a page has come to life, a slow
 * machine takes as long again. What fails is asked again, and told, by what shows it.
 */
export async function readAhead(path: string): Promise<void> {
  if (!(await accessToken().catch(() => undefined))) return;
  const readAll = async () => {
    const tenants = await listTenants();
    const found = tenants.find((tenant) => `${path}/`.startsWith(`${rootOf(tenant)}/`));
    if (found) void readEarly(keyOf(found.tenantId), () => readTenant(found.tenantId));
    return tenants;
  };
  await Promise.all([readEarly("tenants", readAll), readEarly("me", readMe)]);
}

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
