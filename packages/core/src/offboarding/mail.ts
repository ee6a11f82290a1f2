import { findVerifiedEmail, inAccount } from "../auth";
import { assertActor } from "../platform/actor";
import { env } from "../platform/env";
import type { UserId } from "../platform/id";
import { listOwners } from "../tenant";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** To every owner: one of them may not know of it. */
export async function announceErasure(eraseAt: string): Promise<Mail[]> {
  assertActor("system");
  const day = eraseAt.slice(0, 16).replace("T", " ");
  const lines = [
    `One of your businesses on Faibric is to be erased on ${day} UTC, with all that it has.`,
    "Until then each of its owners can cancel that, and export everything.",
    env("SITE_URL"),
  ];
  const owners = await listOwners();
  const mails = await Promise.all(
    owners.map((userId) => mailTo(userId, "A business of yours will be erased", lines)),
  );
  return mails.flatMap((mail) => mail ?? []);
}

/** To whoever asked for it. It does not say what the business was called: nothing here knows. */
export async function confirmErasure(tenantId: string): Promise<Mail | undefined> {
  const { userId } = assertActor("account");
  return mailTo(userId as UserId, "A business of yours was erased", [
    `The business that was known here as ${tenantId} is erased. We looked through all places and found no item and no file of it.`,
    "Backups of the database, older log lines and archived events end by themselves within 35 days.",
  ]);
}

async function mailTo(
  userId: UserId,
  subject: string,
  lines: readonly string[],
): Promise<Mail | undefined> {
  const to = await inAccount(userId, "offboarding.mail", findVerifiedEmail);
  if (!to) return undefined;
  const paragraphs = lines.map((line) => `<p>${line}</p>`).join("");
  const html = `<!doctype html><html lang="en"><body>${paragraphs}</body></html>`;
  return { to, subject, text: `${lines.join("\n\n")}\n`, html };
}
