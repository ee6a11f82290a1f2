import { mailLanguageOf } from "../platform/mail-language";
import { layOut, type MailText } from "../platform/mail-text";
import type { MailPurpose } from "./auth.schema";
import { mailWordsOf } from "./mail-words";

export type { MailText };

/** Whose mail it is: the platform's own or, to a tenant's customer, the tenant's. */
export interface Sender {
  readonly name: string;
  /** Where its links lead, without a slash at its end. */
  readonly siteUrl: string;
  /** The language that it writes in; the platform writes in that of whom the mail is for. */
  readonly locale?: string | undefined;
}

/** A mail that is to be written. */
export interface Letter {
  readonly to: string;
  readonly purpose: MailPurpose | "email-wanted";
  /** For its link. */
  readonly token?: string;
  /** The address that it is about, where that is not the one it goes to. */
  readonly address?: string;
}

/** The mail for a purpose, with its token in the link. */
export function writeMail(
  { purpose, token, address = "" }: Letter,
  { name, siteUrl, locale }: Sender,
): MailText {
  const words = mailWordsOf(locale)[purpose];
  // By functions, because `$` in a tenant's name or in an address means nothing.
  const lines = words.lines.map((line) =>
    line.replaceAll("Faibric", () => name).replace("{address}", () => address),
  );
  return layOut({ ...words, lines, language: mailLanguageOf(locale) }, siteUrl, token);
}
