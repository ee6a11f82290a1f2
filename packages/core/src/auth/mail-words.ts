import { type MailLanguage, mailLanguageOf } from "../platform/mail-language";
import { GERMAN } from "./mail-words.de";
import { ENGLISH, type MailWords } from "./mail-words.en";

const WORDS: Readonly<Record<MailLanguage, MailWords>> = { en: ENGLISH, de: GERMAN };

/** The words of the language that somebody reads, as far as we write it. */
export function mailWordsOf(locale: string | undefined): MailWords {
  return WORDS[mailLanguageOf(locale)];
}
