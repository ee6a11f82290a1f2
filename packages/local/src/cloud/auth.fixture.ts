import type { AuditEntry } from "@faibric/core/audit/audit.schema";
import type { RateLimitSettings } from "@faibric/core/platform/rate-limits";
import { eventually, UNHURRIED_MS } from "../testing/eventually";
import { startSuiteCloud } from "../testing/suite-cloud";

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly sessionId: string;
}

interface Sent {
  readonly body?: object;
  readonly token?: string;
  readonly tenantId?: string;
}

export const VERIFY = "Confirm your e-mail address";

/** The whole platform on a laptop cloud of its own, and people who sign in to it over HTTP. */
export async function startAuthCloud({
  web = false,
  rateLimits,
}: {
  web?: boolean;
  rateLimits?: RateLimitSettings;
} = {}) {
  const site = web ? { sitePort: 0, siteMode: "built" as const } : {};
  const cloud = await startSuiteCloud({ ...site, ...(rateLimits ? { rateLimits } : {}) });

  async function call(method: string, path: string, sent: Sent = {}) {
    const response = await fetch(`${cloud.url}${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        ...(sent.token ? { authorization: `Bearer ${sent.token}` } : {}),
        ...(sent.tenantId ? { "x-tenant-id": sent.tenantId } : {}),
      },
      ...(sent.body ? { body: JSON.stringify(sent.body) } : {}),
    });
    const text = await response.text();
    const body = text ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, body };
  }
  const post = (path: string, body: object, token?: string) =>
    call("POST", `/api/auth/${path}`, { body, ...(token ? { token } : {}) });

  /** The mails to an address with a subject, and with a text in them, once there are so many; the latest first. */
  async function mails(email: string, subject: string, count = 1, part = "") {
    const look = () =>
      cloud.ses
        .inbox({ limit: 500 })
        .mails.filter((mail) => mail.to.includes(email) && mail.subject === subject)
        .map(({ id }) => cloud.ses.message(id)?.text ?? "")
        .filter((text) => text.includes(part));
    return eventually(look, (found) => found.length >= count);
  }
  const tokenIn = (text = "") => /#token=(\S+)/.exec(text)?.[1] ?? "";

  /** A person who has signed up, verified their address and signed in. */
  async function person(email: string, password: string) {
    await post("sign-up", { email, password });
    const [mail] = await mails(email, VERIFY);
    await post("verify-email", { token: tokenIn(mail) });
    const { body } = await post("sign-in", { email, password });
    return body as Tokens;
  }

  /** The person's own audit log, latest first, once it tells of an action with that outcome. */
  const toldMe = (token: string, action: string, outcome = "succeeded"): Promise<AuditEntry[]> =>
    eventually(
      async () => {
        const path = `/api/auth/security-log?limit=100&action=${action}&outcome=${outcome}`;
        const { status, body } = await call("GET", path, { token });
        if (status !== 200) throw new Error(`the log was not read: ${JSON.stringify(body)}`);
        return body.items as AuditEntry[];
      },
      (found) => found.length > 0,
      20_000,
      UNHURRIED_MS,
    );

  return { cloud, call, post, mails, tokenIn, person, toldMe, close: cloud.close };
}
