import * as Directory from "./directory";
import { isUserId, type OwnerId, type TenantId } from "./id";

/** What is kept of a tenant that is being erased, or was: IDs, counts and instants. */
export interface Erased {
  readonly erasureId: string;
  readonly requestedBy?: string;
  readonly begunAt: string;
  /** When a look through all places found nothing. */
  readonly completedAt?: string;
  /** When a look through all logs found no line of its time, and how many logs there are. */
  readonly logsCheckedAt?: string;
  readonly logs?: number;
  readonly items: number;
  readonly entries: number;
  readonly objects: number;
}

const MEMBER = "erasure";

/** The entry of a tenant: kept for good, so that what comes late makes nothing anew. */
export const erasedKey = (tenantId: TenantId) =>
  ({ kind: "erasures", name: tenantId, member: MEMBER }) as const;

/** What is known of a tenant's erasure, strongly consistent. */
export async function findErased(tenantId: TenantId): Promise<Erased | undefined> {
  const entry = await Directory.find("erasures", tenantId, MEMBER, { consistent: true });
  return entry?.detail as Erased | undefined;
}

/**
 * Whether nothing may be done any more for a tenant, or for a customer of it. Events, messages and steps that
 * come after its erasure began change nothing: they would bring back what was erased. Half a read unit each
 * time; the erasure begins long enough after it was noted for a read that is not strongly consistent.
 */
export async function isErased(owner: OwnerId): Promise<boolean> {
  return (await erasedAmong([owner])).has(owner);
}

/** Those of the owners for whom nothing may be done any more: half a read unit a tenant, all in one call. */
export async function erasedAmong(owners: readonly OwnerId[]): Promise<ReadonlySet<OwnerId>> {
  const tenants = [...new Set(owners.filter((owner) => !isUserId(owner)).map(tenantOf))];
  const found = await Directory.findAll(tenants.map(erasedKey));
  return new Set(owners.filter((owner) => found[tenants.indexOf(tenantOf(owner))]));
}

const tenantOf = (owner: OwnerId) => (owner.split("#")[0] ?? owner) as TenantId;
