import type { Limit } from "../platform/throttle";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * Failed attempts to sign in with one e-mail address, whether it has an account or not: from one network, and from all
 * together. A network that the person has a session from is let through beyond the second.
 */
export const SIGN_INS = {
  name: "auth.sign-in",
  fromNetwork: 10,
  fromAnywhere: 50,
  seconds: 15 * MINUTE,
};

/** Mails to one address that anybody can ask for. What is beyond is not sent, and nobody is told. */
export const MAIL_TO_ADDRESS: Limit = { name: "auth.mail.to", limit: 6, seconds: HOUR };

/** Changes of address that one person asks for: each has mail sent to whomever they name. */
export const EMAIL_CHANGES: Limit = {
  name: "auth.email-change",
  limit: 10,
  seconds: 24 * HOUR,
};

/** Wrong codes of a second factor, whoever tries: they have the password already. */
export const SECOND_FACTOR: Limit = {
  name: "auth.second-factor",
  limit: 5,
  seconds: 15 * MINUTE,
};

/** A code of six digits is guessed in one of 333,333 tries: in a year of these, one in thirty. */
export const SECOND_FACTOR_A_DAY: Limit = {
  name: "auth.second-factor.day",
  limit: 30,
  seconds: 24 * HOUR,
};

/** Wrong passwords of somebody who is signed in. */
export const KNOWN_PASSWORD: Limit = {
  name: "auth.password.known",
  limit: 10,
  seconds: 15 * MINUTE,
};
