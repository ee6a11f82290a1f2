import { setTimeout as sleep } from "node:timers/promises";
import type { MailList, MailView } from "../dashboard/mail";

export interface Person {
  readonly email: string;
  readonly password: string;
  /** Of their business, which is set up. */
  readonly slug: string;
  /** One of the pages of its site. */
  readonly pageId: string;
}

const LOOKS = 200;
const LOOK_MS = 50;

/** Somebody who has signed up, confirmed their address by its mail, and founded a business. */
export async function signUpPerson(url: string): Promise<Person> {
  const email = "zuzanna.wojciechowska@example.com";
  const password = "quiet walrus 81 vibraphone";
  await ask(`${url}/api/auth/sign-up`, { email, password });
  await ask(`${url}/api/auth/verify-email`, { token: await mailedToken(url) });
  const { accessToken } = await ask<{ accessToken: string }>(`${url}/api/auth/sign-in`, {
    email,
    password,
  });
  const slug = "cafe-zielony-parasol";
  const authorization = `Bearer ${accessToken}`;
  const { tenantId } = await ask<{ tenantId: string }>(
    `${url}/api/tenants`,
    { name: "Café „Zielony Parasol” ☂ Kraków", slug, sample: true },
    { authorization },
  );
  const headers = { authorization, "x-tenant-id": tenantId };
  await until(async () => {
    const tenant = await ask<{ status: string }>(
      `${url}/api/tenants/${tenantId}`,
      undefined,
      headers,
    );
    return tenant.status === "active" || undefined;
  });
  const pageId = await until(async () => {
    const { items } = await ask<{ items: readonly { pageId: string }[] }>(
      `${url}/api/tenants/${tenantId}/pages`,
      undefined,
      headers,
    );
    return items[0]?.pageId;
  });
  return { email, password, slug, pageId };
}

async function mailedToken(url: string): Promise<string> {
  const [mail] = await until(async () => {
    const { mails } = await ask<MailList>(`${url}/_local/api/inbox`);
    return mails.length ? mails : undefined;
  });
  const { text } = await ask<MailView>(`${url}/_local/api/inbox/${mail?.id}`);
  const [, token] = /#token=(\S+)/.exec(text ?? "") ?? [];
  if (!token) throw new Error("the mail has no link");
  return token;
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let looks = 0; looks < LOOKS; looks++) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await sleep(LOOK_MS);
  }
  throw new Error("what was waited for did not come");
}

async function ask<T>(
  url: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<T> {
  const answer = await fetch(url, {
    ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
    headers: { "content-type": "application/json", ...headers },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`);
  return (text ? JSON.parse(text) : undefined) as T;
}
