import * as z from "zod";
import { definePersonEvent } from "../platform/event";
import { MailPurpose } from "./auth.schema";
import { EmailChangeId } from "./email-change.schema";

/**
 * A person is to get a mail. It carries no token and no address: its consumer makes the token when it
 * sends, so that what is secret lies in no outbox, bus, queue or archive.
 */
export const MailRequested = definePersonEvent("auth.mail.requested", 1, {
  purpose: MailPurpose,
  /** The account's epoch that a token in the mail is good for. */
  epoch: z.int(),
  /** The change of address that the mail is about: it knows both. */
  changeId: EmailChangeId.optional(),
});

/** A person has another address now. It says not which: who has copied the old one reads the account. */
export const EmailChanged = definePersonEvent("auth.email.changed", 1, {});
