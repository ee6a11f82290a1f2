import type { EntityItem } from "electrodb";
import { findConsolePerson } from "../auth";
import { assertActor, assertPermission } from "../platform/actor";
import { commit } from "../platform/commit";
import type { Page } from "../platform/contract";
import * as Cursor from "../platform/cursor";
import type { TenantId } from "../platform/id";
import type { Role } from "../platform/permission";
import { type Limit, take } from "../platform/throttle";
import { InvitationEntity } from "./invitation.entity";
import { idOf } from "./invitation-token";
import { assertManages, assertOwn, stillManages } from "./membership";
import { MembershipEntity } from "./membership.entity";
import { AlreadyMemberError, InvitationNotFoundError } from "./tenant.errors";
import { InvitationCreated, InvitationRevoked } from "./tenant.events";
import type { Invitation, InvitationId } from "./tenant.schema";

export type Stored = EntityItem<typeof InvitationEntity>;

const HOUR = 60 * 60;
const LIFETIME_SECONDS = 7 * 24 * HOUR;

// Each sends a mail to somebody who has not asked for it, with words of the tenant's in it.
const BY_TENANT: Limit = { name: "tenant.invitation.tenant", limit: 200, seconds: 24 * HOUR };
const TO_ADDRESS: Limit = { name: "tenant.invitation.address", limit: 5, seconds: HOUR };

/**
 * Invites an address, which gets a mail. An invitation that the address has already is replaced: its
 * link is good no more.
 * @throws AlreadyMemberError, RoleOutOfReachError, LimitExceededError
 */
export async function create(input: {
  tenantId: TenantId;
  email: string;
  role: Role;
}): Promise<Invitation> {
  assertPermission("tenant.manage");
  const { tenantId, email, role } = input;
  const by = assertActor("member");
  assertOwn(tenantId);
  assertManages(by, [role]);
  await assertNoMember(tenantId, email);
  await take(TO_ADDRESS, `${tenantId} ${email}`);
  await take(BY_TENANT, tenantId);
  const now = new Date();
  const invitationId = idOf(tenantId, email);
  const invitation: Stored = {
    tenantId,
    invitationId,
    email,
    role,
    invitedBy: by.userId,
    hashes: [],
    createdAt: now.toISOString(),
    expiresAt: Math.floor(now.getTime() / 1000) + LIFETIME_SECONDS,
  };
  const { createdAt } = invitation;
  return commit({
    entities: { invitation: InvitationEntity, membership: MembershipEntity },
    writes: (entities) => ({
      ...stillManages(entities.membership, tenantId, by),
      invitation: entities.invitation.put(invitation).commit(),
    }),
    audit: { target: invitationId, after: { role } },
    events: [InvitationCreated.create(invitationId, { invitationId, role, createdAt })],
    result: shown(invitation),
  });
}

/** Who is invited and has not accepted yet. */
export async function list(
  tenantId: TenantId,
  page: Page,
): Promise<{ items: Invitation[]; cursor: string | null }> {
  assertPermission("tenant.manage");
  assertOwn(tenantId);
  const { data, cursor } = await InvitationEntity.query.byTenant({ tenantId }).go({
    limit: page.limit,
    cursor: await Cursor.unseal(page.cursor, "tenant.invitations"),
  });
  return {
    items: data.filter(isOpen).map(shown),
    cursor: await Cursor.seal(cursor, "tenant.invitations"),
  };
}

/** Takes an invitation back: its link is good no more. @throws InvitationNotFoundError */
export async function revoke(tenantId: TenantId, invitationId: InvitationId): Promise<void> {
  assertPermission("tenant.manage");
  const by = assertActor("member");
  assertOwn(tenantId);
  const { data } = await InvitationEntity.get({ tenantId, invitationId }).go({ consistent: true });
  if (!data || !isOpen(data)) throw new InvitationNotFoundError();
  const { role } = data;
  assertManages(by, [role]);
  await commit({
    entities: { invitation: InvitationEntity, membership: MembershipEntity },
    writes: (entities) => ({
      ...stillManages(entities.membership, tenantId, by),
      invitation: entities.invitation.remove({ tenantId, invitationId }).commit(),
    }),
    rejected: { invitation: () => new InvitationNotFoundError() },
    audit: { before: { role } },
    events: [InvitationRevoked.create(invitationId, { invitationId, role })],
  });
}

/** Whether it is still good: TTL removes it later than it ends. */
export function isOpen({ expiresAt }: Stored): boolean {
  return expiresAt > Date.now() / 1000;
}

function shown({ expiresAt, ...invitation }: Stored): Invitation {
  return { ...invitation, expiresAt: new Date(expiresAt * 1000).toISOString() };
}

async function assertNoMember(tenantId: TenantId, email: string): Promise<void> {
  const userId = await findConsolePerson(email);
  if (!userId) return;
  const { data } = await MembershipEntity.get({ tenantId, userId }).go({ consistent: true });
  if (data) throw new AlreadyMemberError();
}
