import * as Account from "@faibric/core/auth/account";
import { AccountEntity } from "@faibric/core/auth/account.entity";
import type { CustomerTokens, TokenPurpose } from "@faibric/core/auth/auth.schema";
import * as operations from "@faibric/core/auth/customer.contract";
import { tokensOf } from "@faibric/core/auth/customer-tokens";
import * as OneTimeToken from "@faibric/core/auth/one-time-token";
import { signIn } from "@faibric/core/auth/sign-in";
import { signUp } from "@faibric/core/auth/sign-up";
import * as AppKey from "@faibric/core/keys/app-key";
import type { Contract } from "@faibric/core/platform/contract";
import type { TenantId } from "@faibric/core/platform/id";
import { withOrigin } from "@faibric/core/platform/origin";
import { asMember, asSystem, newUser } from "@faibric/core/testing/actors";
import { newCaller } from "@faibric/functions/platform/caller.fixture";
import { type Scenario, succeed } from "./scenario";

const password = "quiet-walrus-plays-vibraphone-81";
const newPassword = "nine-amber-lanterns-hum-softly-3";
const idempotent = { "idempotency-key": "5f0c6a2e-6a0e-4f6b-9a55-0d2c6f3b8f11" };
const origin = "https://shop.example.com";
const newEmail = () => `${newUser()}@example.com`;

/** A tenant's page, with the app key that it names. */
async function page() {
  const { tenantId } = await newCaller();
  const create = () => AppKey.create({ tenantId, name: "Shop", origins: [origin] });
  const { key } = await asMember(tenantId, create);
  return { tenantId, call: { query: `appKey=${key}`, headers: { origin } } };
}

/** A customer who has signed up and verified their address, with what signs them in. */
async function customer(tenantId: TenantId) {
  const email = newEmail();
  const somewhere = <R>(fn: () => Promise<R>): Promise<R> =>
    asSystem(tenantId, () =>
      withOrigin({ address: `2001:db8::${newUser()}`, userAgent: "curl/8" }, fn),
    );
  await somewhere(() => signUp({ email, password }));
  const userId = await somewhere(() => Account.findPerson(email));
  const verifiedAt = new Date().toISOString();
  await Account.inAccount(userId, "test", () =>
    AccountEntity.patch({ userId }).set({ verifiedAt }).go(),
  );
  const enter = async () => tokensOf(await somewhere(() => signIn({ email, password })));
  return { email, userId, enter };
}

/** A call of anybody's from the page, about a customer who has been signed in before. */
const fromPage =
  (contract: Contract, body: (email: string, tokens: CustomerTokens) => object): Scenario =>
  async (handler) => {
    const { tenantId, call } = await page();
    const { email, enter } = await customer(tenantId);
    const sent = body(email, await enter());
    return () => succeed(handler, contract, { ...call, body: sent });
  };

const withToken =
  (contract: Contract, purpose: TokenPurpose, more: object = {}): Scenario =>
  async (handler) => {
    const { tenantId, call } = await page();
    const { userId, enter } = await customer(tenantId);
    await enter(); // so that the signing key is at hand, as in a function that is warm
    const token = await Account.inAccount(userId, "test", async () => {
      const account = await Account.find();
      if (!account) throw new Error("no account");
      return OneTimeToken.mint(account, purpose, account.epoch);
    });
    return () => succeed(handler, contract, { ...call, body: { token, ...more } });
  };

/** A call from the page of a customer who is signed in on two devices. */
const signedIn =
  (contract: Contract, sent: { body?: object; ofOther?: boolean } = {}): Scenario =>
  async (handler) => {
    const { tenantId, call } = await page();
    const { enter } = await customer(tenantId);
    const [mine, other] = [await enter(), await enter()];
    const token = { authorization: `Bearer ${mine.accessToken}` };
    const params = sent.ofOther ? { params: { sessionId: other.sessionId } } : {};
    const body = sent.body ? { body: sent.body } : {};
    const headers = { ...call.headers, ...token, ...idempotent };
    return () => succeed(handler, contract, { ...call, headers, ...params, ...body });
  };

/** One typical call of each function of customers' signing in: from a page of their tenant's. */
export const customers: Readonly<Record<string, Scenario>> = {
  signUpCustomer: fromPage(operations.signUpCustomer, () => ({ email: newEmail(), password })),
  verifyCustomerEmail: withToken(operations.verifyCustomerEmail, "verify-email"),
  signInCustomer: fromPage(operations.signInCustomer, (email) => ({ email, password })),
  refreshCustomerSession: fromPage(
    operations.refreshCustomerSession,
    (_email, { refreshToken }) => ({ refreshToken }),
  ),
  requestCustomerMagicLink: fromPage(operations.requestCustomerMagicLink, (email) => ({ email })),
  redeemCustomerMagicLink: withToken(operations.redeemCustomerMagicLink, "magic-link"),
  requestCustomerPasswordReset: fromPage(operations.requestCustomerPasswordReset, (email) => ({
    email,
  })),
  confirmCustomerPasswordReset: withToken(
    operations.confirmCustomerPasswordReset,
    "reset-password",
    { password: newPassword },
  ),
  changeCustomerPassword: signedIn(operations.changeCustomerPassword, {
    body: { currentPassword: password, newPassword },
  }),
  signOutCustomer: signedIn(operations.signOutCustomer),
  readCustomer: signedIn(operations.readCustomer),
  listCustomerSessions: signedIn(operations.listCustomerSessions),
  revokeCustomerSession: signedIn(operations.revokeCustomerSession, { ofOther: true }),
  revokeOtherCustomerSessions: signedIn(operations.revokeOtherCustomerSessions),
  readCustomerKeys: async (handler) => {
    const { tenantId } = await newCaller();
    await (await customer(tenantId)).enter();
    return () => succeed(handler, operations.readCustomerKeys, { params: { tenantId } });
  },
};
