import type { CustomerTokens } from "@faibric/core/auth/auth.schema";
import { startAuthCloud, VERIFY } from "./auth.fixture";

export const PASSWORD = "quiet-walrus-plays-vibraphone-81";

interface Sent {
  readonly body?: object;
  readonly headers?: Record<string, string>;
}

/** A tenant with a public app key for the pages of an origin. */
export interface Shop {
  readonly tenantId: string;
  readonly owner: Record<string, string>;
  readonly appKeyId: string;
  readonly appKey: string;
}

/** The whole platform on a laptop cloud of its own, with shops whose customers sign in over HTTP. */
export async function startCustomerCloud() {
  const { cloud, mails, tokenIn, close } = await startAuthCloud();
  // Imported once the cloud has said where the table is.
  const { newCaller } = await import("@faibric/functions/platform/caller.fixture");
  let count = 0;
  const newEmail = () => `kunde.${++count}.${Date.now()}@example.com`;

  async function call(method: string, path: string, { body, headers }: Sent = {}) {
    const response = await fetch(`${cloud.url}${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    const read = text ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, body: read };
  }

  async function newShop(...origins: string[]): Promise<Shop> {
    const { tenantId, headers: owner } = await newCaller();
    const path = `/api/tenants/${tenantId}/app-keys`;
    const made = await call("POST", path, {
      headers: owner,
      body: { name: "Laden 🛒 متجر", origins },
    });
    const { key, appKeyId } = made.body;
    return { tenantId, owner, appKeyId, appKey: key };
  }

  /** What a page of the shop asks of signing in. */
  const ask = (shop: Pick<Shop, "appKey">, path: string, body: object) =>
    call("POST", `/api/customer/auth/${path}?appKey=${shop.appKey}`, { body });

  const by = ({ accessToken }: CustomerTokens) => ({ authorization: `Bearer ${accessToken}` });

  /** A customer who has signed up, proved their address and signed in. */
  async function customer(shop: Shop, email = newEmail()) {
    await ask(shop, "sign-up", { email, password: PASSWORD });
    const [mail] = await mails(email, VERIFY, 1, `/customers/${shop.tenantId}/`);
    await ask(shop, "verify-email", { token: tokenIn(mail) });
    const { body } = await ask(shop, "sign-in", { email, password: PASSWORD });
    return { email, tokens: body as CustomerTokens };
  }
  return { cloud, call, ask, by, newShop, newEmail, customer, mails, tokenIn, close };
}
