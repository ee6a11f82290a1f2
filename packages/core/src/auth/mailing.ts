import type { Audited } from "../platform/audit-record";
import { commit } from "../platform/commit";
import type { PersonId } from "../platform/id";
import { MailRequested } from "./auth.events";
import type { MailPurpose } from "./auth.schema";
import type { EmailChangeId } from "./email-change.schema";

/** Asks for a mail to the person, where nothing else changes. */
export async function request(
  account: { readonly userId: PersonId; readonly epoch: number },
  purpose: MailPurpose,
  audit: Audited = {},
): Promise<void> {
  await commit({ entities: {}, writes: () => ({}), events: [requested(account, purpose)], audit });
}

/** The event that asks for a mail, to be stored with the change it tells of. */
export function requested(
  about: {
    readonly userId: PersonId;
    readonly epoch: number;
    /** Of a mail to an address of a change. */
    readonly changeId?: EmailChangeId;
  },
  purpose: MailPurpose,
) {
  const { userId, epoch, changeId } = about;
  return MailRequested.create(userId, { purpose, epoch, ...(changeId ? { changeId } : {}) });
}
