import { findVerifiedEmail } from "../auth";
import { type Actor, assertActor, withActor } from "../platform/actor";
import { batchGet } from "../platform/batch-get";
import { commit } from "../platform/commit";
import { isSameSecret } from "../platform/digest";
import * as Directory from "../platform/directory";
import type { TenantId, UserId } from "../platform/id";
import * as Invitation from "./invitation";
import { InvitationEntity } from "./invitation.entity";
import { parse } from "./invitation-token";
import { countOwners } from "./membership";
import { MembershipEntity } from "./membership.entity";
import { TenantEntity } from "./tenant.entity";
import {
  AlreadyMemberError,
  InvitationInvalidError,
  InvitationOfAnotherError,
  TenantSuspendedError,
} from "./tenant.errors";
import { InvitationAccepted, MemberJoined } from "./tenant.events";
import type { Tenant, TenantSummary } from "./tenant.schema";

/**
 * Makes the person who asks a member, by the token that was mailed to the address they have proved is
 * theirs. It works once.
 * @throws InvitationInvalidError, InvitationOfAnotherError, AlreadyMemberError, TenantSuspendedError
 */
export async function accept(token: string): Promise<TenantSummary> {
  const { userId } = assertActor("user");
  const { tenantId, invitationId, hash } = parse(token);
  const email = await findVerifiedEmail();
  const looking = { type: "system", tenantId, service: "tenant.accept" } as const;
  const [found, tenant] = await withActor(looking, () =>
    batchGet([InvitationEntity.get({ tenantId, invitationId }), TenantEntity.get({ tenantId })]),
  );
  const invitation = found && InvitationEntity.parse({ Item: found }).data;
  const of = tenant && TenantEntity.parse({ Item: tenant }).data;
  const isGood = invitation?.hashes.some((known) => isSameSecret(known, hash));
  if (!invitation || !of || !isGood || !Invitation.isOpen(invitation)) {
    throw new InvitationInvalidError();
  }
  // Who asks holds what was mailed to the address, so to be told so gives nothing away.
  if (email === undefined || invitation.email !== email) throw new InvitationOfAnotherError();
  if (of.status === "suspended") throw new TenantSuspendedError();
  return join({ userId, email, invitation, tenant: of });
}

async function join(input: {
  userId: UserId;
  email: string;
  invitation: Invitation.Stored;
  tenant: Tenant;
}): Promise<TenantSummary> {
  const { userId, email, invitation, tenant } = input;
  const { tenantId, invitationId, role } = invitation;
  const { name, slug, version } = tenant;
  const createdAt = new Date().toISOString();
  const joining: Actor = { type: "member", tenantId, userId, role };
  return withActor(joining, () =>
    commit({
      entities: {
        invitation: InvitationEntity,
        membership: MembershipEntity,
        tenant: TenantEntity,
      },
      writes: (entities) => ({
        // First, for of several reasons the first is told: who comes second is too late, whatever else.
        invitation: entities.invitation
          .remove({ tenantId, invitationId })
          .where((item, { eq }) => eq(item.createdAt, invitation.createdAt))
          .commit(),
        member: entities.membership.create({ tenantId, userId, role, email, createdAt }).commit(),
        ...unlessChanged(entities.tenant, { tenantId, version }, role === "owner"),
      }),
      rejected: {
        invitation: () => new InvitationInvalidError(),
        member: () => new AlreadyMemberError(),
      },
      directory: [
        Directory.add({
          kind: "user-tenants",
          name: userId,
          member: tenantId,
          role,
          version,
          detail: { name, slug },
        }),
      ],
      audit: { target: userId, after: { role, invitationId } },
      events: [
        InvitationAccepted.create(invitationId, { invitationId, userId, role }),
        MemberJoined.create(userId, { userId, role }),
      ],
      result: { tenantId, name, slug, role },
    }),
  );
}

/** That the tenant is as it was read: its name is copied to the list of who joins, and it is not suspended since. */
function unlessChanged(
  tenant: Parameters<typeof countOwners>[0],
  { tenantId, version }: { tenantId: TenantId; version: number },
  asOwner: boolean,
): { owners?: object; tenant?: object } {
  if (asOwner) return countOwners(tenant, tenantId, 1, version);
  const check = tenant.check({ tenantId }).where((item, { eq }) => eq(item.version, version));
  return { tenant: check.commit() };
}
