import type { AuditEntry, Verification } from "@faibric/core/audit/audit.schema";
import type { RateLimitSettings } from "@faibric/core/platform/rate-limits";
import type { Caller } from "@faibric/functions/platform/caller.fixture";
import { eventually } from "../testing/eventually";
import { startSuiteCloud } from "../testing/suite-cloud";
import { UNLIMITED } from "../testing/unlimited";

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are JSON of any shape, read by the tests
  readonly body: any;
  readonly text: string;
}

/** The whole platform on a laptop cloud of its own, and callers of it over HTTP. */
export async function startAuditCloud(rateLimits: RateLimitSettings = UNLIMITED) {
  const cloud = await startSuiteCloud({
    retryDelaySeconds: () => 0,
    // What is told of five hundred requests at once is what is tested, not how many may come.
    rateLimits,
  });

  async function call(
    method: string,
    path: string,
    sent: { headers?: Record<string, string>; body?: object } = {},
  ): Promise<Answer> {
    const response = await fetch(`${cloud.url}${path}`, {
      method,
      headers: { "content-type": "application/json", ...sent.headers },
      ...(sent.body ? { body: JSON.stringify(sent.body) } : {}),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, body: isJson ? JSON.parse(text) : undefined, text };
  }

  /** All entries of a log, newest first, once they are so many. */
  async function entries(
    { headers, tenantId }: Pick<Caller, "headers" | "tenantId">,
    count: number,
    query = "",
  ): Promise<AuditEntry[]> {
    return eventually(
      () => read(`/api/tenants/${tenantId}/audit?limit=100${query}`, headers),
      (found) => found.length >= count,
      60_000,
    );
  }
  async function read(path: string, headers: Record<string, string>): Promise<AuditEntry[]> {
    const found: AuditEntry[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const more = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
      const { status, body, text } = await call("GET", path + more, { headers });
      if (status !== 200) throw new Error(text);
      found.push(...body.items);
      cursor = body.cursor;
    }
    return found;
  }
  const securityLog = (authorization: string, count: number) =>
    eventually(
      () => read("/api/auth/security-log?limit=100", { authorization }),
      (found) => found.length >= count,
    );

  async function verify({ headers, tenantId }: Pick<Caller, "headers" | "tenantId">) {
    const { body } = await call("GET", `/api/tenants/${tenantId}/audit/verify`, { headers });
    return body as Verification;
  }

  return { cloud, call, entries, securityLog, verify, close: cloud.close };
}
