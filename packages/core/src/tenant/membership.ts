import type { EntityItem } from "electrodb";
import { assertActor, assertPermission, useTenant } from "../platform/actor";
import { commit, type WritesTo } from "../platform/commit";
import type { Page } from "../platform/contract";
import * as Cursor from "../platform/cursor";
import * as Directory from "../platform/directory";
import { ForbiddenError } from "../platform/errors";
import type { TenantId, UserId } from "../platform/id";
import { manages, type Role } from "../platform/permission";
import { MembershipEntity } from "./membership.entity";
import { TenantEntity } from "./tenant.entity";
import {
  LastOwnerError,
  MemberNotFoundError,
  RoleOutOfReachError,
  TenantNotFoundError,
} from "./tenant.errors";
import { MemberRemoved, MemberRoleChanged } from "./tenant.events";
import type { Membership } from "./tenant.schema";

type Stored = EntityItem<typeof MembershipEntity>;
interface Manager {
  readonly userId: UserId;
  readonly role: Role;
}

/** Who belongs to the tenant, in the order of their IDs. */
export async function list(
  tenantId: TenantId,
  page: Page,
): Promise<{ items: Membership[]; cursor: string | null }> {
  assertPermission("tenant.read");
  assertOwn(tenantId);
  const { data, cursor } = await MembershipEntity.query.byTenant({ tenantId }).go({
    limit: page.limit,
    cursor: await Cursor.unseal(page.cursor, "tenant.members"),
  });
  return { items: data, cursor: await Cursor.seal(cursor, "tenant.members") };
}

/** The tenant's owners. */
export async function owners(): Promise<UserId[]> {
  const { tenantId } = assertActor("system");
  const { data } = await MembershipEntity.query.byTenant({ tenantId }).go({ pages: "all" });
  return data.filter(({ role }) => role === "owner").map(({ userId }) => userId);
}

/** What a member is called, in words for the others. */
export async function nameOf(userId: UserId): Promise<string> {
  const { tenantId } = assertActor("system");
  const { data } = await MembershipEntity.get({ tenantId, userId }).go();
  return data?.email ?? "A member";
}

/**
 * Gives a member another role.
 * @throws LastOwnerError, RoleOutOfReachError, MemberNotFoundError
 */
export async function changeRole(input: {
  tenantId: TenantId;
  userId: UserId;
  role: Role;
}): Promise<Membership> {
  assertPermission("tenant.manage");
  const { tenantId, userId, role } = input;
  const by = assertActor("member");
  const before = await read(tenantId, userId);
  assertManages(by, [before.role, role]);
  if (before.role === role) return before;
  const owners = Number(role === "owner") - Number(before.role === "owner");
  return commit({
    entities: { membership: MembershipEntity, tenant: TenantEntity },
    writes: ({ membership, tenant }) => ({
      ...stillManages(membership, tenantId, by, userId),
      member: membership
        .patch({ tenantId, userId })
        .set({ role })
        .where((item, { eq }) => eq(item.role, before.role))
        .commit(),
      ...countOwners(tenant, tenantId, owners),
    }),
    rejected: REJECTED,
    directory: [
      Directory.amend({ kind: "user-tenants", name: userId, member: tenantId }, { role }),
    ],
    audit: { before: { role: before.role }, after: { role } },
    events: [MemberRoleChanged.create(userId, { userId, from: before.role, to: role })],
    result: { ...before, role },
  });
}

/** Takes a member out of the tenant. @throws LastOwnerError, RoleOutOfReachError, MemberNotFoundError */
export async function remove(tenantId: TenantId, userId: UserId): Promise<void> {
  assertPermission("tenant.manage");
  const by = assertActor("member");
  const member = await read(tenantId, userId);
  assertManages(by, [member.role]);
  await takeOut(member, by);
}

/** Leaves the tenant, as everybody may but its last owner. @throws LastOwnerError */
export async function leave(tenantId: TenantId): Promise<void> {
  assertPermission("tenant.read");
  const by = assertActor("member");
  await takeOut(await read(tenantId, by.userId), by);
}

async function takeOut({ tenantId, userId, role }: Stored, by: Manager): Promise<void> {
  await commit({
    entities: { membership: MembershipEntity, tenant: TenantEntity },
    writes: ({ membership, tenant }) => ({
      ...stillManages(membership, tenantId, by, userId),
      member: membership
        .remove({ tenantId, userId })
        .where((item, { eq }) => eq(item.role, role))
        .commit(),
      ...countOwners(tenant, tenantId, role === "owner" ? -1 : 0),
    }),
    rejected: REJECTED,
    directory: [Directory.remove("user-tenants", userId, tenantId)],
    audit: { target: userId, before: { role } },
    events: [MemberRemoved.create(userId, { userId, role, left: by.userId === userId })],
  });
}

const REJECTED = {
  // Two who lower each other at once: the second is no longer who they were.
  manager: () => new ForbiddenError("Your own role was changed in this moment."),
  owners: () => new LastOwnerError(),
};

/** That whoever asks still has the role they were let in with; of their own membership the change says so. */
export function stillManages(
  membership: WritesTo<typeof MembershipEntity>,
  tenantId: TenantId,
  by: Manager,
  userId?: UserId,
): { manager?: object } {
  if (by.userId === userId) return {};
  const check = membership
    .check({ tenantId, userId: by.userId })
    .where((item, { eq }) => eq(item.role, by.role))
    .commit();
  return { manager: check };
}

/** The tenant's count of owners, which never gets to none. */
export function countOwners(
  tenant: WritesTo<typeof TenantEntity>,
  tenantId: TenantId,
  more: number,
  version?: number,
): { owners?: object } {
  if (more === 0) return {};
  const counted = tenant.patch({ tenantId });
  if (more > 0) {
    const added = counted.add({ owners: more });
    const same = version === undefined ? added : added.where((i, { eq }) => eq(i.version, version));
    return { owners: same.commit() };
  }
  const fewer = counted.subtract({ owners: -more });
  return { owners: fewer.where((item, { gt }) => gt(item.owners, -more)).commit() };
}

async function read(tenantId: TenantId, userId: UserId): Promise<Stored> {
  assertOwn(tenantId);
  const { data } = await MembershipEntity.get({ tenantId, userId }).go({ consistent: true });
  if (!data) throw new MemberNotFoundError();
  return data;
}

export function assertManages({ role }: Manager, others: readonly Role[]): void {
  if (!others.every((other) => manages(role, other))) throw new RoleOutOfReachError();
}

// The ID in the address selects nothing: another tenant's is not found, like one that is not there.
export function assertOwn(tenantId: TenantId): void {
  if (tenantId !== useTenant()) throw new TenantNotFoundError(tenantId);
}
