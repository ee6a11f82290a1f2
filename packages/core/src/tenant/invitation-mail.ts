import { assertActor } from "../platform/actor";
import { batchGet } from "../platform/batch-get";
import { env } from "../platform/env";
import { wasHandled } from "../platform/handled";
import { layOut, type MailText } from "../platform/mail-text";
import { isOpen } from "./invitation";
import { InvitationEntity } from "./invitation.entity";
import { mint } from "./invitation-token";
import { nameOf } from "./membership";
import { TenantEntity } from "./tenant.entity";
import type { InvitationId } from "./tenant.schema";

/**
 * The mail of an invitation, or nothing where it was sent, or the invitation is gone, was made anew since, or
 * its tenant is suspended. The token is made here and nowhere else; its hash is stored before the mail leaves.
 */
export async function compose(asked: {
  invitationId: InvitationId;
  createdAt: string;
}): Promise<(MailText & { to: string }) | undefined> {
  const { tenantId } = assertActor("system");
  const { invitationId, createdAt } = asked;
  if (await wasHandled()) return undefined;
  const [found, tenantFound] = await batchGet([
    InvitationEntity.get({ tenantId, invitationId }),
    TenantEntity.get({ tenantId }),
  ]);
  const invitation = found && InvitationEntity.parse({ Item: found }).data;
  const tenant = tenantFound && TenantEntity.parse({ Item: tenantFound }).data;
  if (!invitation || !tenant || tenant.status === "suspended") return undefined;
  if (invitation.createdAt !== createdAt || !isOpen(invitation)) return undefined;
  const { token, hash } = mint(tenantId, invitationId);
  await InvitationEntity.patch({ tenantId, invitationId })
    .append({ hashes: [hash] })
    .where((item, { eq }) => eq(item.createdAt, createdAt))
    .go({ response: "none" });
  const { email, role, invitedBy } = invitation;
  const words = {
    subject: `Join ${tenant.name} on Faibric`,
    lines: [
      `${await nameOf(invitedBy)} invites you to join ${tenant.name} on Faibric, in the role ${role}. The link is good once, for 7 days.`,
      `Sign in as ${email} to accept; if you have no account yet, sign up with this address first.`,
      "If you do not know what this is about, do nothing.",
    ],
    link: { path: "/invitation", label: "See the invitation" },
  };
  return { to: email, ...layOut(words, env("SITE_URL"), token) };
}
