import * as Account from "@faibric/core/auth/account";
import { AccountEntity } from "@faibric/core/auth/account.entity";
import * as signingIn from "@faibric/core/auth/auth.contract";
import { MailRequested } from "@faibric/core/auth/auth.events";
import type { AddressedPurpose, Tokens } from "@faibric/core/auth/auth.schema";
import * as EmailChange from "@faibric/core/auth/email-change";
import * as emailChange from "@faibric/core/auth/email-change.contract";
import { confirm } from "@faibric/core/auth/email-change-confirmation";
import * as mfa from "@faibric/core/auth/mfa.contract";
import * as OneTimeToken from "@faibric/core/auth/one-time-token";
import * as passkeys from "@faibric/core/auth/passkey.contract";
import { PasskeyEntity } from "@faibric/core/auth/passkey.entity";
import * as PasskeyChallenge from "@faibric/core/auth/passkey-challenge";
import { signIn } from "@faibric/core/auth/sign-in";
import { signUp } from "@faibric/core/auth/sign-up";
import * as Totp from "@faibric/core/auth/totp";
import { withActor } from "@faibric/core/platform/actor";
import type { Contract } from "@faibric/core/platform/contract";
import { createId, type SessionId, type UserId } from "@faibric/core/platform/id";
import { hashOf } from "@faibric/core/platform/opaque-token";
import { withOrigin } from "@faibric/core/platform/origin";
import { newUser } from "@faibric/core/testing/actors";
import { attest, forge, newCredential } from "../../testing/assertion";
import { codeOf, inStep } from "../../testing/totp";
import { customers } from "./customers";
import { bring, type Scenario, succeed } from "./scenario";

const operations = { ...signingIn, ...emailChange, ...mfa, ...passkeys };
const password = "quiet-walrus-plays-vibraphone-81";
const newPassword = "nine-amber-lanterns-hum-softly-3";
const idempotent = { "idempotency-key": "5f0c6a2e-6a0e-4f6b-9a55-0d2c6f3b8f11" };
const newEmail = () => `${newUser()}@example.com`;
const somewhere = <R>(fn: () => R): R =>
  withOrigin({ address: `2001:db8::${newUser()}`, userAgent: "curl/8" }, fn);

/** A person who has signed up and verified their address, with what signs them in. */
async function person() {
  const email = newEmail();
  await somewhere(() => signUp({ email, password }));
  const userId = await Account.findPerson(email);
  const verifiedAt = new Date().toISOString();
  await Account.inAccount(userId, "test", () =>
    AccountEntity.patch({ userId }).set({ verifiedAt }).go(),
  );
  const enter = async (): Promise<Tokens> => {
    const answer = await somewhere(() => signIn({ email, password }));
    if ("mfaToken" in answer) throw new Error("asked for a second factor");
    return answer;
  };
  return { email, userId, enter };
}

/** Somebody with an authenticator app, confirmed with the code of the step before. */
async function guarded() {
  const { email, userId, enter } = await person();
  const { accessToken, sessionId } = await enter();
  const asMe = <R>(fn: () => R): R =>
    withActor({ type: "user", userId: userId as UserId, sessionId: sessionId as SessionId }, fn);
  const { secret } = await asMe(Totp.enrol);
  await inStep();
  const { recoveryCodes } = await asMe(() => Totp.confirm(codeOf(secret, -1)));
  const challenge = async () => {
    const answer = await somewhere(() => signIn({ email, password }));
    if (!("mfaToken" in answer)) throw new Error("not asked for a second factor");
    return answer.mfaToken;
  };
  const headers = { authorization: `Bearer ${accessToken}` };
  return { secret, recoveryCodes, challenge, headers };
}

/** A call of somebody who has an authenticator app. */
const withFactor =
  (contract: Contract, body?: (secret: string) => object): Scenario =>
  async (handler) => {
    const { headers, secret } = await guarded();
    return () => succeed(handler, contract, { headers, ...(body ? { body: body(secret) } : {}) });
  };

/** Somebody who has a passkey, in an authenticator made of software. */
async function keyed() {
  const { userId, enter } = await person();
  const { accessToken } = await enter();
  const key = newCredential(userId);
  const passkeyId = createId("pky");
  const credentialId = Buffer.from(key.credentialId, "base64").toString("base64url");
  const stored = {
    userId,
    passkeyId,
    credentialId,
    credentialHash: hashOf(credentialId),
    publicKey: key.publicKey,
    counter: 0,
    transports: ["internal"],
    name: "My laptop",
    createdAt: new Date().toISOString(),
  };
  await Account.inAccount(userId, "test", async () => {
    await PasskeyEntity.create(stored).go();
    await AccountEntity.patch({ userId }).set({ passkeys: 1 }).go();
  });
  const claims = { origin: "http://localhost", rpId: "localhost", counter: 1 };
  const sign = (challenge: string) => forge(key, { ...claims, challenge });
  return { userId, passkeyId, sign, key, headers: { authorization: `Bearer ${accessToken}` } };
}

const withPasskey =
  (contract: Contract, body?: object, ofOne = false): Scenario =>
  async (handler) => {
    const { headers, passkeyId } = await keyed();
    const params = ofOne ? { params: { passkeyId } } : {};
    return () => succeed(handler, contract, { headers, ...params, ...(body ? { body } : {}) });
  };

const plain =
  (contract: Contract, body: (email: string) => object): Scenario =>
  async (handler) => {
    const { email } = await person();
    return () => succeed(handler, contract, { body: body(email) });
  };

/** A call of somebody who is signed in on two devices. */
const signedIn =
  (contract: Contract, call: { body?: object; ofOther?: boolean } = {}): Scenario =>
  async (handler) => {
    const { enter } = await person();
    const [mine, other] = [await enter(), await enter()];
    const headers = { authorization: `Bearer ${mine.accessToken}`, ...idempotent };
    const params = call.ofOther ? { params: { sessionId: other.sessionId } } : {};
    const body = call.body ? { body: call.body } : {};
    return () => succeed(handler, contract, { headers, ...params, ...body });
  };

/** A call of somebody whose address is about to change. */
const changing =
  (contract: Contract): Scenario =>
  async (handler) => {
    const { userId, enter } = await person();
    const { accessToken } = await enter();
    await askForChange(userId as UserId);
    const headers = { authorization: `Bearer ${accessToken}` };
    return () => succeed(handler, contract, { headers });
  };

async function askForChange(userId: UserId) {
  const email = newEmail();
  await withActor({ type: "user", userId }, () => EmailChange.request(email));
  const account = await Account.inAccount(userId, "test", Account.find);
  if (!account?.emailChangeId) throw new Error("no change of address");
  return { changeId: account.emailChangeId, oldEmail: account.email, newEmail: email };
}

const withToken =
  (contract: Contract, purpose: AddressedPurpose, more: object = {}): Scenario =>
  async (handler) => {
    const { userId, enter } = await person();
    await enter(); // so that the signing key is at hand, as in a function that is warm
    const token = await Account.inAccount(userId, "test", async () => {
      const account = await Account.find();
      if (!account) throw new Error("no account");
      return OneTimeToken.mint(account, purpose, account.epoch);
    });
    return () => succeed(handler, contract, { body: { token, ...more } });
  };

/** One typical call of each function of signing in. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  signUp: async (handler) => () =>
    succeed(handler, operations.signUp, { body: { email: newEmail(), password } }),
  verifyEmail: withToken(operations.verifyEmail, "verify-email"),
  signIn: async (handler) => {
    const { email, enter } = await person();
    await enter();
    return () => succeed(handler, operations.signIn, { body: { email, password } });
  },
  refreshSession: async (handler) => {
    const { refreshToken } = await (await person()).enter();
    return () => succeed(handler, operations.refreshSession, { body: { refreshToken } });
  },
  signOut: signedIn(operations.signOut),
  readMe: signedIn(operations.readMe),
  listSessions: signedIn(operations.listSessions),
  revokeSession: signedIn(operations.revokeSession, { ofOther: true }),
  revokeOtherSessions: signedIn(operations.revokeOtherSessions),
  requestPasswordReset: plain(operations.requestPasswordReset, (email) => ({ email })),
  confirmPasswordReset: withToken(operations.confirmPasswordReset, "reset-password", {
    password: newPassword,
  }),
  requestEmailChange: signedIn(operations.requestEmailChange, {
    body: { email: "new-address@example.com" },
  }),
  readEmailChange: changing(operations.readEmailChange),
  cancelEmailChange: changing(operations.cancelEmailChange),
  // The second of both addresses, which changes it.
  confirmEmailChange: async (handler) => {
    const { userId, enter } = await person();
    await Promise.all([enter(), enter()]);
    const { changeId, oldEmail, newEmail: email } = await askForChange(userId as UserId);
    const mint = (to: string) =>
      Account.inAccount(userId, "test", () =>
        OneTimeToken.mint({ userId, email: to, changeId }, "change-email", 1),
      );
    await confirm(await mint(oldEmail));
    const token = await mint(email);
    return () => succeed(handler, operations.confirmEmailChange, { body: { token } });
  },
  changePassword: signedIn(operations.changePassword, {
    body: { currentPassword: password, newPassword },
  }),
  readMfa: withFactor(operations.readMfa),
  enrolTotp: signedIn(operations.enrolTotp),
  confirmTotp: async (handler) => {
    const { userId, enter } = await person();
    const { accessToken } = await enter();
    const { secret } = await withActor({ type: "user", userId: userId as UserId }, Totp.enrol);
    const headers = { authorization: `Bearer ${accessToken}` };
    const body = { code: codeOf(secret) };
    return () => succeed(handler, operations.confirmTotp, { headers, body });
  },
  disableTotp: withFactor(operations.disableTotp),
  renewRecoveryCodes: withFactor(operations.renewRecoveryCodes),
  verifyMfa: async (handler) => {
    const { secret, challenge } = await guarded();
    const body = { mfaToken: await challenge(), code: codeOf(secret) };
    return () => succeed(handler, operations.verifyMfa, { body });
  },
  stepUpByCode: withFactor(operations.stepUpByCode, (secret) => ({ code: codeOf(secret) })),
  prepareRegisterPasskey: withPasskey(operations.prepareRegisterPasskey),
  registerPasskey: async (handler) => {
    const { userId, enter } = await person();
    const { accessToken } = await enter();
    const challenge = await PasskeyChallenge.make({ purpose: "register", userId });
    const credential = attest(newCredential(userId), challenge, "http://localhost");
    const headers = { authorization: `Bearer ${accessToken}` };
    const body = { name: "My laptop", credential };
    return () => succeed(handler, operations.registerPasskey, { headers, body });
  },
  listPasskeys: withPasskey(operations.listPasskeys),
  renamePasskey: withPasskey(operations.renamePasskey, { name: "My phone" }, true),
  removePasskey: withPasskey(operations.removePasskey, undefined, true),
  prepareSignInByPasskey: async (handler) => () =>
    succeed(handler, operations.prepareSignInByPasskey, {}),
  signInByPasskey: async (handler) => {
    const { sign } = await keyed();
    const credential = sign(await PasskeyChallenge.make({ purpose: "sign-in" }));
    return () => succeed(handler, operations.signInByPasskey, { body: { credential } });
  },
  prepareStepUpByPasskey: withPasskey(operations.prepareStepUpByPasskey),
  stepUpByPasskey: async (handler) => {
    const { userId, sign, headers } = await keyed();
    const credential = sign(await PasskeyChallenge.make({ purpose: "step-up", userId }));
    return () => succeed(handler, operations.stepUpByPasskey, { headers, body: { credential } });
  },
  stepUpByPassword: signedIn(operations.stepUpByPassword, { body: { password } }),
  requestMagicLink: plain(operations.requestMagicLink, (email) => ({ email })),
  redeemMagicLink: withToken(operations.redeemMagicLink, "magic-link"),
  ...customers,
  readJsonWebKeys: async (handler) => () => succeed(handler, operations.readJsonWebKeys, {}),
  onMailRequested: async (handler) => {
    const { userId } = await person();
    const event = Account.inAccount(userId, "test", () =>
      MailRequested.create(userId, { purpose: "magic-link", epoch: 1 }),
    );
    return () => bring(handler, event);
  },
};
