import type { MailWords } from "./mail-words.en";

const IN = { path: "/sign-in", label: "Anmelden" } as const;

/** Was die Mails auf Deutsch sagen. */
export const GERMAN: MailWords = {
  "verify-email": {
    subject: "Bestätigen Sie Ihre E-Mail-Adresse",
    lines: [
      "Jemand, wahrscheinlich Sie, hat sich mit dieser Adresse bei Faibric registriert. Bestätigen Sie, dass sie Ihnen gehört. Der Link gilt 24 Stunden.",
      "Waren Sie es nicht, öffnen Sie den Link nicht: Dann lässt sich mit Ihrer Adresse nichts anfangen.",
    ],
    link: { path: "/verify-email", label: "Adresse bestätigen" },
  },
  "magic-link": {
    subject: "Ihr Link zum Anmelden",
    lines: [
      "Öffnen Sie den Link, um sich bei Faibric anzumelden. Er gilt einmal, 15 Minuten lang.",
      "Haben Sie ihn nicht verlangt, tun Sie nichts: Ohne ihn kann sich niemand anmelden.",
    ],
    link: { path: "/magic-link", label: "Anmelden" },
  },
  "reset-password": {
    subject: "Setzen Sie ein neues Passwort",
    lines: [
      "Öffnen Sie den Link, um ein neues Passwort zu setzen. Er gilt einmal, 30 Minuten lang, und meldet alle Geräte ab.",
      "Haben Sie ihn nicht verlangt, tun Sie nichts: Ihr Passwort bleibt, wie es ist.",
    ],
    link: { path: "/reset-password", label: "Neues Passwort setzen" },
  },
  "confirm-old-email": {
    subject: "Bestätigen Sie, dass sich Ihre E-Mail-Adresse ändert",
    lines: [
      "Jemand, wahrscheinlich Sie, möchte, dass Ihr Faibric-Konto von dieser Adresse zu {address} umzieht. Bestätigen Sie es hier und mit dem Link, den wir dorthin geschickt haben. Beide Links gelten eine Stunde.",
      "Waren Sie es nicht, öffnen Sie den Link nicht: Ihr Konto bleibt, wie es ist. Aber jemand ist unter Ihrem Namen angemeldet: Lassen Sie sich gleich ein neues Passwort schicken.",
    ],
    link: { path: "/change-email", label: "Änderung bestätigen" },
  },
  "confirm-new-email": {
    subject: "Bestätigen Sie Ihre neue E-Mail-Adresse",
    lines: [
      "Jemand, wahrscheinlich Sie, möchte, dass ein Faibric-Konto zu dieser Adresse umzieht. Bestätigen Sie, dass sie Ihnen gehört. Der Link gilt eine Stunde, und auch die jetzige Adresse muss bestätigen.",
      "Waren Sie es nicht, öffnen Sie den Link nicht: Dann lässt sich mit Ihrer Adresse nichts anfangen.",
    ],
    link: { path: "/change-email", label: "Adresse bestätigen" },
  },
  "email-changed": {
    subject: "Ihre E-Mail-Adresse wurde geändert",
    lines: [
      "Ihr Faibric-Konto hat jetzt die Adresse {address}, wie beide Adressen bestätigt haben. Sie melden sich mit jener an, mit dieser nicht mehr. Andere Geräte wurden abgemeldet.",
      "Waren Sie es nicht, liest jemand Ihre Mails: Sichern Sie zuerst Ihr Postfach, und bitten Sie dann Faibric um Hilfe.",
    ],
  },
  "email-wanted": {
    subject: "Jemand wollte Ihre E-Mail-Adresse",
    lines: [
      "Jemand, vielleicht Sie, wollte, dass ein anderes Faibric-Konto zu dieser Adresse umzieht. Sie hat schon ein Konto, darum wurde nichts geändert, und gesagt haben wir es nicht.",
      "Waren Sie es, melden Sie sich mit dieser Adresse an, oder behalten Sie das andere Konto, wie es ist.",
    ],
    link: IN,
  },
  "sign-up-repeated": {
    subject: "Sie haben schon ein Konto",
    lines: [
      "Jemand, vielleicht Sie, wollte sich mit dieser Adresse bei Faibric registrieren. Sie hat schon ein Konto. Nichts wurde geändert.",
      "Melden Sie sich an, oder lassen Sie sich ein neues Passwort schicken, wenn Sie Ihres nicht mehr wissen.",
    ],
    link: IN,
  },
  "password-changed": {
    subject: "Ihr Passwort wurde geändert",
    lines: [
      "Das Passwort Ihres Faibric-Kontos wurde geändert, und andere Geräte wurden abgemeldet.",
      "Waren Sie es nicht, lassen Sie sich gleich ein neues Passwort schicken.",
    ],
    link: IN,
  },
  "account-locked": {
    subject: "Jemand wollte sich unter Ihrem Namen anmelden",
    lines: [
      "Für Ihr Faibric-Konto wurden zu viele falsche Passwörter versucht. Eine Viertelstunde lang nimmt es keines an.",
      "Waren Sie es, warten Sie, oder lassen Sie sich einen Link zum Anmelden schicken. Waren Sie es nicht, hat Ihr Passwort gehalten.",
    ],
    link: IN,
  },
  "session-stolen": {
    subject: "Wir haben eines Ihrer Geräte abgemeldet",
    lines: [
      "Eine Ihrer Anmeldungen wurde an zwei Orten benutzt, wie es geschieht, wenn sie gestohlen ist. Wir haben sie an beiden beendet.",
      "Melden Sie sich wieder an. Wissen Sie nicht, warum das geschah, ändern Sie Ihr Passwort.",
    ],
    link: IN,
  },
  "totp-added": {
    subject: "Eine Authenticator-App wurde hinzugefügt",
    lines: [
      "Von jetzt an verlangt die Anmeldung bei Ihrem Faibric-Konto einen Code Ihrer Authenticator-App.",
      "Waren Sie es nicht, lassen Sie sich gleich ein neues Passwort schicken, und melden Sie die Geräte ab, die Sie nicht kennen.",
    ],
    link: IN,
  },
  "totp-removed": {
    subject: "Ihre Authenticator-App wurde entfernt",
    lines: [
      "Die Anmeldung bei Ihrem Faibric-Konto verlangt keine Codes Ihrer Authenticator-App mehr.",
      "Waren Sie es nicht, lassen Sie sich gleich ein neues Passwort schicken, und richten Sie wieder eine App ein.",
    ],
    link: IN,
  },
  "passkey-added": {
    subject: "Ein Passkey wurde hinzugefügt",
    lines: [
      "Von jetzt an meldet ein neuer Passkey bei Ihrem Faibric-Konto an.",
      "Waren Sie es nicht, lassen Sie sich gleich ein neues Passwort schicken. Entfernen Sie dann den Passkey, und melden Sie die Geräte ab, die Sie nicht kennen.",
    ],
    link: IN,
  },
  "passkey-removed": {
    subject: "Ein Passkey wurde entfernt",
    lines: [
      "Einer der Passkeys Ihres Faibric-Kontos wurde entfernt. Mit ihm meldet sich niemand mehr an.",
      "Waren Sie es nicht, lassen Sie sich gleich ein neues Passwort schicken, und melden Sie die Geräte ab, die Sie nicht kennen.",
    ],
    link: IN,
  },
  "recovery-code-used": {
    subject: "Ein Wiederherstellungscode wurde benutzt",
    lines: [
      "Einer der Wiederherstellungscodes Ihres Faibric-Kontos wurde benutzt und gilt nicht mehr. Wie viele noch da sind, steht in Ihren Einstellungen.",
      "Waren Sie es nicht, hat jemand Ihre Codes: Melden Sie sich an, und holen Sie sich gleich neue.",
    ],
    link: IN,
  },
  "recovery-codes-renewed": {
    subject: "Sie haben neue Wiederherstellungscodes",
    lines: [
      "Für Ihr Faibric-Konto wurden neue Wiederherstellungscodes gemacht. Die vorigen gelten nicht mehr.",
      "Waren Sie es nicht, lassen Sie sich gleich ein neues Passwort schicken, und holen Sie sich neue Codes.",
    ],
    link: IN,
  },
  "second-factor-locked": {
    subject: "Jemand wollte an Ihrem zweiten Faktor vorbei",
    lines: [
      "Für Ihr Faibric-Konto wurden zu viele falsche Codes versucht. Eine Viertelstunde lang nimmt es keinen an.",
      "Waren Sie es nicht, kennt jemand Ihr Passwort oder liest Ihre Mails: Lassen Sie sich gleich ein neues Passwort schicken.",
    ],
    link: IN,
  },
};
