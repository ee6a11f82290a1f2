import type { Words } from "../platform/mail-text";
import type { MailPurpose } from "./auth.schema";

/** What each mail says, in one language: one that lacks a mail does not compile. */
export type MailWords = Readonly<Record<MailPurpose | "email-wanted", Words>>;

/** What the mails say in English. Where a tenant writes to its customers, its name stands for Faibric. */
export const ENGLISH: MailWords = {
  "verify-email": {
    subject: "Confirm your e-mail address",
    lines: [
      "Somebody, most likely you, signed up for Faibric with this address. Confirm that it is yours. The link is good for 24 hours.",
      "If it was not you, do not open the link: nothing can be done with your address then.",
    ],
    link: { path: "/verify-email", label: "Confirm the address" },
  },
  "magic-link": {
    subject: "Your link to sign in",
    lines: [
      "Open the link to sign in to Faibric. It is good once, for 15 minutes.",
      "If you did not ask for it, do nothing: nobody can sign in without it.",
    ],
    link: { path: "/magic-link", label: "Sign in" },
  },
  "reset-password": {
    subject: "Set a new password",
    lines: [
      "Open the link to set a new password. It is good once, for 30 minutes, and ends every session.",
      "If you did not ask for it, do nothing: your password stays as it is.",
    ],
    link: { path: "/reset-password", label: "Set a new password" },
  },
  "confirm-old-email": {
    subject: "Confirm that your e-mail address changes",
    lines: [
      "Somebody, most likely you, asked that your Faibric account moves from this address to {address}. Confirm it here, and with the link that we mailed there. Both links are good for an hour.",
      "If it was not you, do not open the link: your account stays as it is. But somebody is signed in as you: have a new password mailed now.",
    ],
    link: { path: "/change-email", label: "Confirm the change" },
  },
  "confirm-new-email": {
    subject: "Confirm your new e-mail address",
    lines: [
      "Somebody, most likely you, asked that their Faibric account moves to this address. Confirm that it is yours. The link is good for an hour, and the address of now has to confirm as well.",
      "If it was not you, do not open the link: nothing can be done with your address then.",
    ],
    link: { path: "/change-email", label: "Confirm the address" },
  },
  "email-changed": {
    subject: "Your e-mail address was changed",
    lines: [
      "Your Faibric account has the address {address} now, as both addresses confirmed. You sign in with that one; this one signs in no more. Other sessions were ended.",
      "If it was not you, somebody reads your mail: make your mailbox safe first, then ask the support of Faibric for help.",
    ],
  },
  "email-wanted": {
    subject: "Somebody wanted your e-mail address",
    lines: [
      "Somebody, perhaps you, asked that another Faibric account moves to this address. It has an account already, so nothing was changed, and they were not told.",
      "If it was you, sign in with this address, or keep the other account as it is.",
    ],
    link: { path: "/sign-in", label: "Sign in" },
  },
  "sign-up-repeated": {
    subject: "You have an account already",
    lines: [
      "Somebody, perhaps you, tried to sign up for Faibric with this address, which has an account. Nothing was changed.",
      "To get in, sign in, or have a new password mailed if you do not know yours.",
    ],
    link: { path: "/sign-in", label: "Sign in" },
  },
  "password-changed": {
    subject: "Your password was changed",
    lines: [
      "The password of your Faibric account was changed, and other sessions were ended.",
      "If it was not you, have a new password mailed now.",
    ],
    link: { path: "/sign-in", label: "Sign in" },
  },
  "account-locked": {
    subject: "Somebody tried to sign in as you",
    lines: [
      "Wrong passwords were tried for your Faibric account, too many of them. For a quarter of an hour it takes no password.",
      "If it was you, wait, or have a link to sign in mailed. If it was not, your password held.",
    ],
    link: { path: "/sign-in", label: "Sign in" },
  },
  "session-stolen": {
    subject: "We ended one of your sessions",
    lines: [
      "A sign-in of yours was used from two places, as happens when it is stolen. We ended it in both.",
      "Sign in again. If you do not know why this happened, change your password.",
    ],
    link: { path: "/sign-in", label: "Sign in" },
  },
  "totp-added": {
    subject: "An authenticator app was added",
    lines: [
      "From now on, signing in to your Faibric account asks for a code of your authenticator app.",
      "If it was not you, have a new password mailed now, and end the sessions that you do not know.",
    ],
    link: { path: "/sign-in", label: "Sign in" },
  },
  "totp-removed": {
    subject: "Your authenticator app was removed",
    lines: [
      "Signing in to your Faibric account asks for codes of your authenticator app no more.",
      "If it was not you, have a new password mailed now, and set an app up again.",
    ],
    link: { path: "/sign-in", label: "Sign in" },
  },
  "passkey-added": {
    subject: "A passkey was added",
    lines: [
      "From now on, a new passkey signs in to your Faibric account.",
      "If it was not you, have a new password mailed now, then remove the passkey and end the sessions that you do not know.",
    ],
    link: { path: "/sign-in", label: "Sign in" },
  },
  "passkey-removed": {
    subject: "A passkey was removed",
    lines: [
      "One of the passkeys of your Faibric account was removed. It signs nobody in any more.",
      "If it was not you, have a new password mailed now, and end the sessions that you do not know.",
    ],
    link: { path: "/sign-in", label: "Sign in" },
  },
  "recovery-code-used": {
    subject: "A recovery code was used",
    lines: [
      "One of the recovery codes of your Faibric account was used, and is good no more. See how many are left in your settings.",
      "If it was not you, somebody has your codes: sign in and get new ones now.",
    ],
    link: { path: "/sign-in", label: "Sign in" },
  },
  "recovery-codes-renewed": {
    subject: "You have new recovery codes",
    lines: [
      "New recovery codes were made for your Faibric account. The ones before are good no more.",
      "If it was not you, have a new password mailed now, and get new codes.",
    ],
    link: { path: "/sign-in", label: "Sign in" },
  },
  "second-factor-locked": {
    subject: "Somebody tried to pass your second factor",
    lines: [
      "Wrong codes were tried for your Faibric account, too many of them. For a quarter of an hour it takes none.",
      "If it was not you, somebody knows your password or reads your mail: have a new password mailed now.",
    ],
    link: { path: "/sign-in", label: "Sign in" },
  },
};
