import { afterEach, expect, it, vi } from "vitest";
import { LimitExceededError } from "./errors";
import { createId } from "./id";
import { giveBack, passes, take } from "./throttle";

const limit = { name: "test.limit", limit: 50, seconds: 600 };
const newSubject = () => createId("usr");
afterEach(() => vi.useRealTimers());

async function attempt(subject: string, times: number) {
  const taken = await Promise.allSettled(Array.from({ length: times }, () => take(limit, subject)));
  return {
    passed: taken.filter(({ status }) => status === "fulfilled").length,
    refused: taken.flatMap((one) => (one.status === "rejected" ? [one.reason] : [])),
  };
}

it.each(Array.from({ length: 10 }, (_, index) => index + 1))(
  "lets exactly 50 of 200 through that come at once (run %i)",
  async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2030-01-01T00:01:00Z") });
    const { passed, refused } = await attempt(newSubject(), 200);
    expect(passed).toBe(50);
    expect(refused).toHaveLength(150);
    for (const error of refused) expect(error).toBeInstanceOf(LimitExceededError);
  },
  60_000,
);

it("says when to come again, and lets through again then", async () => {
  const subject = newSubject();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2030-01-01T00:09:30Z") });
  await attempt(subject, 50);
  const error = await take(limit, subject).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "platform.limit.exceeded", retryAfterSeconds: 600 });
  vi.setSystemTime(Date.parse("2030-01-01T00:19:29Z"));
  expect(await passes(limit, subject)).toBe(false);
  vi.setSystemTime(Date.parse("2030-01-01T00:19:30Z"));
  expect((await take(limit, subject)).count).toBe(1);
});

it.each([59.2, 59.9])(
  "lets exactly 50 through though a minute of the clock ends amid them (at second %f)",
  async (second) => {
    const start = Date.parse("2030-01-01T00:00:00Z") + second * 1000;
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    const minute = { ...limit, seconds: 60 };
    const subject = newSubject();
    const passed: boolean[] = [];
    for (let round = 0; round < 8; round++) {
      vi.setSystemTime(start + round * 200);
      const some = Array.from({ length: 25 }, () => passes(minute, subject));
      passed.push(...(await Promise.all(some)));
    }
    expect(passed.filter(Boolean)).toHaveLength(50);
  },
);

it("begins the next stretch once, however many come at once when the one before is over", async () => {
  const subject = newSubject();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2030-01-01T00:01:00Z") });
  await attempt(subject, 60);
  vi.setSystemTime(Date.parse("2030-01-01T00:11:00Z"));
  expect((await attempt(subject, 200)).passed).toBe(50);
});

it("lets nothing through where nothing is allowed", async () => {
  expect(await passes({ ...limit, limit: 0 }, newSubject())).toBe(false);
});

it("gives nothing back to a stretch that has begun since", async () => {
  const subject = newSubject();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2030-01-01T00:01:00Z") });
  const old = await take(limit, subject);
  vi.setSystemTime(Date.parse("2030-01-01T00:30:00Z"));
  await take(limit, subject);
  await giveBack(old);
  expect((await take(limit, subject)).count).toBe(2);
});

it("counts each subject apart, and an attempt that was given back not at all", async () => {
  const [one, other] = [newSubject(), newSubject()];
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2030-01-01T00:01:00Z") });
  await attempt(one, 49);
  const last = await take(limit, one);
  expect(last.count).toBe(50);
  expect(await passes(limit, one)).toBe(false);
  expect(await passes(limit, other)).toBe(true);
  await giveBack(last);
  expect(await passes(limit, one)).toBe(true);
});
