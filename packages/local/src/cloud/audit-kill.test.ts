import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { killableCloud } from "../testing/killable-cloud";

const KILLS = 5;
const LIMITLESS = { tenant: 1e6, user: 1e6, address: 1e6, read: 1e6, write: 1e6 };
process.env.RATE_LIMITS = JSON.stringify({ free: LIMITLESS, person: LIMITLESS });
const cloud = await killableCloud();
const { newCaller } = await import("@faibric/functions/platform/caller.fixture");
type Caller = Awaited<ReturnType<typeof newCaller>>;
let owner: Caller;
let viewer: Caller;

beforeAll(async () => {
  await cloud.start();
  owner = await newCaller();
  viewer = await newCaller("viewer", { tenantId: owner.tenantId });
}, 60_000);
afterAll(() => cloud.remove());

const path = () => `/api/tenants/${owner.tenantId}`;
const get = async (target: string) =>
  (await fetch(`${cloud.url}${target}`, { headers: owner.headers })).json();

/** The requests whose answers arrived: what they did, or were refused, must be in the log. */
const answered = new Set<string>();
let number = 0;

async function write(signal: AbortSignal) {
  while (!signal.aborted) {
    const { headers } = number % 3 ? owner : viewer;
    try {
      const answer = await fetch(`${cloud.url}${path()}`, {
        method: "PATCH",
        headers: {
          ...headers,
          "content-type": "application/json",
          "if-match": `"${1 + (number % 9)}"`,
        },
        body: JSON.stringify({ name: `Name ${number++}` }),
      });
      await answer.text();
      // A 5xx promises nothing, and a 429 is told nowhere.
      const id = answer.headers.get("x-request-id");
      if (answer.status < 429 && id) answered.add(id);
    } catch {
      await sleep(20); // the cloud is killed in between: what it did not answer promises nothing
    }
    await sleep(15);
  }
}

async function requestsTold(): Promise<Set<string>> {
  const found = new Set<string>();
  for (let cursor: string | null = ""; cursor !== null; ) {
    const more = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const page = await get(`${path()}/audit?limit=100${more}`);
    for (const { requestId } of page.items) found.add(requestId);
    cursor = page.cursor;
  }
  return found;
}

it(`loses no entry of what was answered through ${KILLS} kills, and none stands twice`, async () => {
  const stop = new AbortController();
  const writing = Promise.all([1, 2, 3].map(() => write(stop.signal)));
  for (let kill = 0; kill < KILLS; kill++) {
    // However long this machine takes to answer again: a kill before that has nothing to lose.
    const before = answered.size;
    await eventually(
      () => answered.size,
      (size) => size > before + 1,
      30_000,
    );
    await sleep(Math.random() * 500);
    await cloud.kill();
    await cloud.start();
  }
  stop.abort();
  await writing;

  await eventually(
    async () => {
      await sleep(250);
      const told = await requestsTold();
      return [...answered].filter((id) => !told.has(id));
    },
    (missing) => missing.length === 0,
    60_000,
  );
  expect(answered.size).toBeGreaterThan(5);
  const verified = await get(`${path()}/audit/verify`);
  expect(verified).toMatchObject({ verified: true, from: 1, next: null });
  const text = await (
    await fetch(`${cloud.url}${path()}/audit/export?limit=2000`, { headers: owner.headers })
  ).text();
  const ids = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line).recordId as string);
  expect(new Set(ids).size).toBe(ids.length);
}, 180_000);
