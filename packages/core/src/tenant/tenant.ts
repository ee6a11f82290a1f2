import { findVerifiedEmail } from "../auth";
import { assertActor, assertPermission, useTenant, withActor } from "../platform/actor";
import { commit } from "../platform/commit";
import type { Page } from "../platform/contract";
import * as Cursor from "../platform/cursor";
import * as Directory from "../platform/directory";
import { StaleError } from "../platform/errors";
import { createId, type TenantId } from "../platform/id";
import type { Role } from "../platform/permission";
import { MembershipEntity } from "./membership.entity";
import { TenantEntity } from "./tenant.entity";
import { SlugTakenError, TenantNotFoundError } from "./tenant.errors";
import { TenantCreated, TenantRenamed } from "./tenant.events";
import type { Tenant, TenantSettings, TenantSummary } from "./tenant.schema";

/** Founds a tenant, with the person who asks as its owner. Its onboarding follows on the event. */
export async function create(input: {
  name: string;
  slug: string;
  settings: TenantSettings;
  /** Whether it begins with examples. */
  sample?: boolean;
}): Promise<Tenant> {
  const { userId } = assertActor("user");
  const { name, slug, settings, sample = false } = input;
  const email = await findVerifiedEmail();
  const tenantId = createId("tnt");
  const createdAt = new Date().toISOString();
  const status = "onboarding";
  const examples = sample ? { sample: "wanted" as const } : {};
  const tenant = {
    ...{ tenantId, name, slug, status, version: 1, createdAt },
    ...examples,
  } satisfies Tenant;

  return withActor({ type: "member", tenantId, userId, role: "owner" }, () =>
    commit({
      entities: { tenant: TenantEntity, membership: MembershipEntity },
      writes: (entities) => ({
        tenant: entities.tenant.create({ ...tenant, owners: 1, requested: settings }).commit(),
        owner: entities.membership
          .create({ tenantId, userId, role: "owner", createdAt, ...(email ? { email } : {}) })
          .commit(),
      }),
      directory: [
        Directory.claim("tenant-slug", slug, tenantId, () => new SlugTakenError(slug)),
        Directory.add({ kind: "tenants", name: Directory.shardOf(tenantId), member: tenantId }),
        Directory.add({
          kind: "user-tenants",
          name: userId,
          member: tenantId,
          role: "owner",
          version: 1,
          detail: { name, slug },
        }),
        Directory.add({
          kind: "onboardings",
          name: Directory.shardOf(tenantId),
          member: tenantId,
          detail: settings,
        }),
      ],
      audit: { target: tenantId, after: { name, slug, settings, ...examples } },
      events: [TenantCreated.create(tenantId, { tenantId, name, slug, settings })],
      result: tenant as Tenant,
    }),
  );
}

/** The tenant. `consistent` for who decides by it; who only shows it pays half. */
export async function get(tenantId: TenantId, consistent = false): Promise<Tenant> {
  assertPermission("tenant.read");
  return find(tenantId, consistent);
}

/** The tenant, for who may change it: a key that may write need not be one that may read. */
export async function find(tenantId: TenantId, consistent = true): Promise<Tenant> {
  // The ID in the address selects nothing: another tenant's is not found, like one that is not there.
  if (tenantId !== useTenant()) throw new TenantNotFoundError(tenantId);
  const { data } = await TenantEntity.get({ tenantId }).go({ consistent });
  if (!data) throw new TenantNotFoundError(tenantId);
  return data;
}

/** Renames the tenant, if nobody has changed it since `version`. */
export async function rename(input: {
  tenantId: TenantId;
  name: string;
  version: number;
}): Promise<Tenant> {
  assertPermission("tenant.write");
  const { tenantId, name, version } = input;
  const before = await find(tenantId);
  if (before.name === name) return unchanged(before, version);
  const after: Tenant = { ...before, name, version: version + 1 };

  return commit({
    entities: { tenant: TenantEntity },
    writes: (entities) => ({
      tenant: entities.tenant
        .patch({ tenantId })
        .set({ name, version: after.version })
        .where((tenant, { eq }) => eq(tenant.version, version))
        .commit(),
    }),
    rejected: { tenant: () => new StaleError() },
    audit: { before: { name: before.name }, after: { name } },
    events: [TenantRenamed.create(tenantId, { tenantId, from: before.name, to: name })],
    result: after,
  });
}

/** What a change that changes nothing answers: no version, no event. @throws StaleError */
export function unchanged(tenant: Tenant, version: number): Tenant {
  if (tenant.version !== version) throw new StaleError();
  return tenant;
}

/** The tenants the person belongs to, in the order they were founded. */
export async function listMine(
  page: Page,
): Promise<{ items: TenantSummary[]; cursor: string | null }> {
  const { userId } = assertActor("user");
  const { items, cursor } = await Directory.list("user-tenants", userId, {
    limit: page.limit,
    cursor: await Cursor.unseal(page.cursor, "tenant.mine"),
  });
  return {
    items: items.map(({ member, detail, role }) => ({
      ...(detail as Pick<TenantSummary, "name" | "slug">),
      role: role as Role,
      tenantId: member as TenantId,
    })),
    cursor: await Cursor.seal(cursor, "tenant.mine"),
  };
}
