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
  expect(error).toMatchObject({ code: "platform.limit.exceeded", retryAfterSeconds: 30 });
  vi.setSystemTime(Date.parse("2030-01-01T00:10:00Z"));
  expect((await take(limit, subject)).count).toBe(1);
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
