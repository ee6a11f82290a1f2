/** The languages that our mails are written in. The first is for everybody else. */
export const MAIL_LANGUAGES = ["en", "de"] as const;
export type MailLanguage = (typeof MAIL_LANGUAGES)[number];

/** The language of ours for a locale such as `de-CH`. */
export function mailLanguageOf(locale: string | undefined): MailLanguage {
  const [language] = (locale ?? "").toLowerCase().split("-");
  return MAIL_LANGUAGES.find((ours) => ours === language) ?? MAIL_LANGUAGES[0];
}
