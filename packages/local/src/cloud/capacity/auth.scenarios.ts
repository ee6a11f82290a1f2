import * as Account from "@faibric/core/auth/account";
import { AccountEntity } from "@faibric/core/auth/account.entity";
import * as operations from "@faibric/core/auth/auth.contract";
import { MailRequested } from "@faibric/core/auth/auth.events";
import type { TokenPurpose, Tokens } from "@faibric/core/auth/auth.schema";
import * as OneTimeToken from "@faibric/core/auth/one-time-token";
import { signIn } from "@faibric/core/auth/sign-in";
import { signUp } from "@faibric/core/auth/sign-up";
import type { Contract } from "@faibric/core/platform/contract";
import { withOrigin } from "@faibric/core/platform/origin";
import { newUser } from "@faibric/core/testing/actors";
import { bring, type Scenario, succeed } from "./scenario";

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
  const enter = (): Promise<Tokens> => somewhere(() => signIn({ email, password }));
  return { email, userId, enter };
}

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

const withToken =
  (contract: Contract, purpose: TokenPurpose, more: object = {}): Scenario =>
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
  changePassword: signedIn(operations.changePassword, {
    body: { currentPassword: password, newPassword },
  }),
  stepUpByPassword: signedIn(operations.stepUpByPassword, { body: { password } }),
  requestMagicLink: plain(operations.requestMagicLink, (email) => ({ email })),
  redeemMagicLink: withToken(operations.redeemMagicLink, "magic-link"),
  readJsonWebKeys: async (handler) => () => succeed(handler, operations.readJsonWebKeys, {}),
  onMailRequested: async (handler) => {
    const { userId } = await person();
    const event = Account.inAccount(userId, "test", () =>
      MailRequested.create(userId, { purpose: "magic-link", epoch: 1 }),
    );
    return () => bring(handler, event);
  },
};
