import { type MailLanguage, mailLanguageOf } from "../platform/mail-language";
import type { Words } from "../platform/mail-text";
import type { MailPurpose } from "./auth.schema";
import { GERMAN } from "./mail-words.de";
import { ENGLISH } from "./mail-words.en";

/** What each mail says, in one language: one that lacks a mail does not compile. */
export type MailWords = Readonly<Record<MailPurpose | "email-wanted", Words>>;

const WORDS: Readonly<Record<MailLanguage, MailWords>> = { en: ENGLISH, de: GERMAN };

/** The words of the language that somebody reads, as far as we write it. */
export function mailWordsOf(locale: string | undefined): MailWords {
  return WORDS[mailLanguageOf(locale)];
}
