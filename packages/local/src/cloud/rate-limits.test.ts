import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifests } from "@faibric/functions/manifests";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startCloud } from "./cloud";

const LIMIT = 50;
const AT_ONCE = 200;
const PUBLIC = 5;

const dataDir = mkdtempSync(join(tmpdir(), "faibric-limits-"));
const cloud = await startCloud({
  dataDir,
  manifests,
  port: 0,
  awsPort: 0,
  watch: false,
  rateLimits: {
    free: { tenant: LIMIT, user: LIMIT },
    public: { read: PUBLIC },
  },
});
// Imported once the cloud has said where the table is.
const { newCaller } = await import("@faibric/functions/platform/caller.fixture");
type Caller = Awaited<ReturnType<typeof newCaller>>;

afterAll(async () => {
  await cloud.close();
  rmSync(dataDir, { recursive: true, maxRetries: 5 });
});

// The clock stands still, so that no run goes over from one minute to the next.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
});

const read = ({ tenantId }: Caller, headers: Record<string, string>) =>
  fetch(`${cloud.url}/api/tenants/${tenantId}`, { headers });
const own = (caller: Caller) => read(caller, caller.headers);
const statuses = (answers: readonly Response[], status: number) =>
  answers.filter((answer) => answer.status === status).length;

async function atOnce(times: number, ask: (index: number) => Promise<Response>) {
  const answers = await Promise.all(Array.from({ length: times }, (_, index) => ask(index)));
  await Promise.all(answers.map((answer) => answer.text()));
  return answers;
}

describe("requests at once", () => {
  it.each(Array.from({ length: 10 }, (_, index) => index + 1))(
    "pass exactly 50 of 200 where a tenant has 50 in a minute, and another tenant's are not touched (run %i)",
    async () => {
      const [caller, other] = await Promise.all([newCaller(), newCaller()]);
      const [answers, others] = await Promise.all([
        atOnce(AT_ONCE, () => own(caller)),
        atOnce(10, () => own(other)),
      ]);
      expect(statuses(answers, 200)).toBe(LIMIT);
      expect(statuses(answers, 429)).toBe(AT_ONCE - LIMIT);
      expect(statuses(others, 200)).toBe(10);
    },
    60_000,
  );

  it("of strangers take nothing from a tenant", async () => {
    const [caller, stranger] = await Promise.all([newCaller(), newCaller()]);
    const foreign = { ...stranger.headers, "x-tenant-id": caller.tenantId };
    const refused = await atOnce(AT_ONCE, () => read(caller, foreign));
    // What they are refused counts as theirs, until they are told to wait.
    expect(statuses(refused, 403)).toBeGreaterThan(0);
    expect(statuses(refused, 403) + statuses(refused, 429)).toBe(AT_ONCE);
    expect((await own(caller)).headers.get("ratelimit")).toMatch(`"tenant";r=${LIMIT - 1};t=`);
  }, 60_000);
});

describe("one request too many", () => {
  it("is told when the next may succeed, and which limits there are", async () => {
    vi.setSystemTime(Date.parse("2040-01-01T00:00:18Z"));
    const caller = await newCaller();
    await atOnce(LIMIT, () => own(caller));
    const answer = await own(caller);
    expect(answer.status).toBe(429);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("retry-after")).toBe("42");
    expect(answer.headers.get("ratelimit-policy")).toBe(
      '"tenant";q=50;w=60, "user";q=50;w=60, "address";q=450;w=60, "read";q=600;w=60',
    );
    expect(answer.headers.get("ratelimit")).toBe(
      '"tenant";r=0;t=42, "user";r=0;t=42, "address";r=400;t=42, "read";r=550;t=42',
    );
    expect(await answer.json()).toMatchObject({
      code: "platform.limit.exceeded",
      detail: 'Too many requests: the limit "tenant" is 50 in 60 seconds. Try again in 42 seconds.',
    });
  });

  it("passes in the next minute, to the second", async () => {
    vi.setSystemTime(Date.parse("2040-01-01T00:01:59Z"));
    const caller = await newCaller();
    await atOnce(LIMIT, () => own(caller));
    const last = await own(caller);
    expect([last.status, last.headers.get("retry-after")]).toEqual([429, "1"]);
    vi.setSystemTime(Date.parse("2040-01-01T00:02:00Z"));
    const next = await own(caller);
    expect(next.status).toBe(200);
    expect(next.headers.get("ratelimit")).toMatch(`"tenant";r=${LIMIT - 1};t=60`);
  });
});

describe("where no token is needed", () => {
  it("an address is counted as CloudFront sees it, whatever the caller says it is", async () => {
    const answers = await atOnce(20, (index) =>
      fetch(`${cloud.url}/api/health`, {
        headers: {
          "x-forwarded-for": `203.0.113.${index}`,
          forwarded: `for=203.0.113.${index}`,
          "x-real-ip": `203.0.113.${index}`,
          "cloudfront-viewer-address": `203.0.113.${index}:443`,
          "x-faibric-viewer": `203.0.113.${index}`,
          "x-faibric-edge": "guessed",
        },
      }),
    );
    expect(statuses(answers, 200)).toBe(PUBLIC);
    expect(statuses(answers, 429)).toBe(20 - PUBLIC);
  });
});
