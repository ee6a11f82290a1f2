import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { CustomerTokens } from "@faibric/core/auth/auth.schema";
import { afterAll, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { PASSWORD, startCustomerCloud } from "./customers.fixture";

const { call, ask, by, newShop, customer, mails, tokenIn, close } = await startCustomerCloud();
afterAll(close);
// Imported once the cloud has said where the table is.
const { itemsOf } = await import("./audit-chain.fixture");

const OTHER = "planted-heron-naps-obsidian-58";
const EXPECTED = [
  "auth.signUpCustomer",
  "auth.verifyCustomerEmail",
  "auth.signInCustomer",
  "auth.requestCustomerMagicLink",
  "auth.redeemCustomerMagicLink",
  "auth.changeCustomerPassword",
  "auth.revokeCustomerSession",
  "auth.revokeOtherCustomerSessions",
  "auth.signOutCustomer",
  "auth.requestCustomerPasswordReset",
  "auth.confirmCustomerPasswordReset",
];

it("tells what a customer did with their account, in their own log or their tenant's", async () => {
  const shop = await newShop();
  const { email, tokens } = await customer(shop);
  const me = await call("GET", "/api/customer/auth/me", { headers: by(tokens) });
  const signIn = async (password: string) =>
    (await ask(shop, "sign-in", { email, password })).body as CustomerTokens;
  const mailed = async (subject: string) =>
    tokenIn((await mails(email, subject, 1, `/customers/${shop.tenantId}/`))[0]);

  await ask(shop, "magic-link", { email });
  const link = await mailed("Your link to sign in");
  const linked = await ask(shop, "magic-link/redeem", { token: link });
  const { sessionId } = linked.body as CustomerTokens;
  const as = (method: string, path: string, body?: object, who = tokens) =>
    call(method, `/api/customer/auth/${path}`, {
      headers: by(who),
      ...(body ? { body } : {}),
    });
  const change = { currentPassword: PASSWORD, newPassword: OTHER };
  expect((await as("DELETE", `sessions/${sessionId}`)).status).toBe(204);
  expect((await as("POST", "password/change", change)).status).toBe(204);
  await signIn(OTHER);
  expect((await as("DELETE", "sessions")).status).toBe(204);
  expect((await as("POST", "sign-out")).status).toBe(204);
  await ask(shop, "password/reset", { email });
  const token = await mailed("Set a new password");
  const reset = await ask(shop, "password/reset/confirm", { token, password: PASSWORD });
  expect(reset.status).toBe(204);

  const logs = [shop.tenantId, `${shop.tenantId}#${me.body.customerId}`];
  const told = await eventually(
    async () => {
      const items = await Promise.all(logs.map((owner) => itemsOf(`${owner}#audit.entry`)));
      return items.flat().map((item) => unmarshall(item));
    },
    (found) => EXPECTED.every((action) => found.some((entry) => entry.action === action)),
  );
  for (const action of EXPECTED) {
    const entry = told.find((one) => one.action === action);
    expect(entry, action).toMatchObject({
      outcome: "succeeded",
      address: expect.any(String),
      target: expect.any(String),
      actorId: expect.stringContaining(String(me.body.customerId)),
    });
  }
}, 60_000);
