import { assertActor } from "../platform/actor";
import { batchGet } from "../platform/batch-get";
import { env } from "../platform/env";
import { type MailLanguage, mailLanguageOf } from "../platform/mail-language";
import { layOut, type MailText, type Words } from "../platform/mail-text";
import type { Role } from "../platform/permission";
import { isOpen } from "./invitation";
import { InvitationEntity } from "./invitation.entity";
import { mint } from "./invitation-token";
import { nameOf } from "./membership";
import { TenantEntity } from "./tenant.entity";
import type { InvitationId } from "./tenant.schema";

/**
 * The mail of an invitation, or nothing where the invitation is gone or was made anew since, or its tenant is
 * suspended. The token is made here and nowhere else; its hash is stored before the mail leaves.
 */
export async function compose(asked: {
  invitationId: InvitationId;
  createdAt: string;
}): Promise<(MailText & { to: string }) | undefined> {
  const { tenantId } = assertActor("system");
  const { invitationId, createdAt } = asked;
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
  const words = wordsOf({
    language: mailLanguageOf(tenant.settings?.locale),
    inviter: await nameOf(invitedBy),
    tenant: tenant.name,
    email,
    role,
  });
  return { to: email, ...layOut(words, env("SITE_URL"), token) };
}

interface Facts {
  readonly language: MailLanguage;
  readonly inviter: string;
  readonly tenant: string;
  readonly email: string;
  readonly role: Role;
}

/** The roles as the console calls them in German. */
const ROLES_IN_GERMAN: Readonly<Record<Role, string>> = {
  owner: "Inhaber",
  admin: "Admin",
  member: "Mitglied",
  viewer: "Betrachter",
};

function wordsOf({ language, inviter, tenant, email, role }: Facts): Words {
  if (language === "de") {
    return {
      language,
      subject: `Kommen Sie zu ${tenant} auf Faibric`,
      lines: [
        `${inviter} lädt Sie ein, bei ${tenant} auf Faibric mitzuarbeiten, in der Rolle ${ROLES_IN_GERMAN[role]}. Der Link gilt einmal, 7 Tage lang.`,
        `Melden Sie sich als ${email} an, um anzunehmen. Haben Sie noch kein Konto, legen Sie zuerst eines mit dieser Adresse an.`,
        "Wissen Sie nicht, worum es geht, tun Sie nichts.",
      ],
      link: { path: "/invitation", label: "Einladung ansehen" },
    };
  }
  return {
    language,
    subject: `Join ${tenant} on Faibric`,
    lines: [
      `${inviter} invites you to join ${tenant} on Faibric, in the role ${role}. The link is good once, for 7 days.`,
      `Sign in as ${email} to accept; if you have no account yet, sign up with this address first.`,
      "If you do not know what this is about, do nothing.",
    ],
    link: { path: "/invitation", label: "See the invitation" },
  };
}
