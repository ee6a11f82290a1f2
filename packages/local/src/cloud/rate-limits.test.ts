import { once } from "node:events";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { startSuiteCloud } from "../testing/suite-cloud";

const LIMIT = 50;
const AT_ONCE = 200;
const PUBLIC = 5;
const REFUSED = 30;

const cloud = await startSuiteCloud({
  rateLimits: {
    free: { tenant: LIMIT, user: LIMIT },
    public: { read: PUBLIC, refused: REFUSED },
  },
});
// Imported once the cloud has said where the table is.
const { newCaller } = await import("@faibric/functions/platform/caller.fixture");
type Caller = Awaited<ReturnType<typeof newCaller>>;

afterAll(() => cloud.close());

// The clock stands still, so that what is told of times can be compared.
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
    await own(caller);
    vi.setSystemTime(Date.parse("2040-01-01T00:00:36Z"));
    await atOnce(LIMIT - 1, () => own(caller));
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

  it("passes a minute after the first, to the second, whatever the clock's minutes are", async () => {
    vi.setSystemTime(Date.parse("2040-01-01T00:01:30Z"));
    const caller = await newCaller();
    await atOnce(LIMIT, () => own(caller));
    vi.setSystemTime(Date.parse("2040-01-01T00:02:29Z"));
    const last = await own(caller);
    expect([last.status, last.headers.get("retry-after")]).toEqual([429, "1"]);
    vi.setSystemTime(Date.parse("2040-01-01T00:02:30Z"));
    const next = await own(caller);
    expect(next.status).toBe(200);
    expect(next.headers.get("ratelimit")).toMatch(`"tenant";r=${LIMIT - 1};t=60`);
  });
});

describe("what is refused before it is known who asks", () => {
  it("counts on the address: guesses of tokens and keys, also at opening a connection", async () => {
    vi.setSystemTime(Date.parse("2040-02-01T00:00:00Z"));
    const caller = await newCaller();
    const guess = (index: number) => {
      const tokens = ["x.y.z", `fbk_${caller.tenantId.slice(4)}`, ""];
      const authorization = `Bearer ${tokens[index % tokens.length]}`;
      return read(caller, { ...caller.headers, authorization });
    };
    const refused = await atOnce(60, guess);
    expect([statuses(refused, 401), statuses(refused, 429)]).toEqual([REFUSED, 60 - REFUSED]);
    expect(refused.find(({ status }) => status === 429)?.headers.get("retry-after")).toBe("60");
    const page = await fetch(`${cloud.url}/api/public/tenant?appKey=fbp_none`);
    expect(page.status).toBe(429);
    const { port } = new URL(cloud.url);
    const socket = new WebSocket(`ws://localhost:${port}/live`, ["faibric.v1", "bearer.x"]);
    const [, response] = await once(socket, "unexpected-response");
    expect((response as { statusCode: number }).statusCode).toBe(429);
    // Who is let in from the same address is none of it.
    expect((await own(caller)).status).toBe(200);
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
