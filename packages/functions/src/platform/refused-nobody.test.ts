import { withAttempt } from "@faibric/core/platform/attempt";
import {
  ConflictError,
  LimitExceededError,
  TenantRefusedError,
} from "@faibric/core/platform/errors";
import { createId } from "@faibric/core/platform/id";
import { withOrigin } from "@faibric/core/platform/origin";
import { logged } from "@faibric/core/testing/logged";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { noteNobody } from "./refused-nobody";

const SIGN_IN = { method: "POST", path: "/api/auth/sign-in", rateClass: "sign-in" } as const;
let address = "";
let last = 0;
beforeEach(() => {
  last += 1;
  address = `198.51.${last}.7`;
  vi.useFakeTimers({ now: new Date("2026-03-29T01:59:30Z"), toFake: ["Date"] });
});
afterEach(() => vi.useRealTimers());

/** What is written when so many requests are refused. */
async function told(count: number, error: unknown, more: { owner?: `usr_${string}` } = {}) {
  const attempt = { action: "x", target: undefined, silent: false, recorded: false, ...more };
  const { lines } = await logged(async () => {
    for (let index = 0; index < count; index++) {
      withOrigin({ address, userAgent: "" }, () =>
        withAttempt({ ...attempt }, () => noteNobody(SIGN_IN, error)),
      );
    }
  });
  return {
    metrics: lines.filter((line) => "RefusedNobody" in line),
    warnings: lines.filter((line) => line.level === "warn"),
  };
}

it("tells of a refusal by class, reason and network, and of no address", async () => {
  const { metrics, warnings } = await told(1, new LimitExceededError(30));
  expect(metrics).toMatchObject([{ RefusedNobody: 1, Class: "sign-in", Reason: "limit" }]);
  expect(warnings).toMatchObject([
    { code: "platform.limit.exceeded", class: "sign-in", inMinute: 1 },
  ]);
  expect(String(warnings[0]?.network)).toMatch(/^[\w-]{16}$/);
  expect(JSON.stringify([metrics, warnings])).not.toContain(address);
});

it("makes a few lines of a flood, which come to nearly all of it", async () => {
  const { metrics, warnings } = await told(1_000, new LimitExceededError(30));
  expect(warnings.map(({ inMinute }) => inMinute)).toEqual([
    ...[1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
  ]);
  const sum = metrics.reduce((total, line) => total + Number(line.RefusedNobody), 0);
  expect(sum).toBe(512);
  vi.setSystemTime(new Date("2026-03-29T02:00:10Z"));
  expect((await told(1, new LimitExceededError(30))).warnings).toMatchObject([{ inMinute: 1 }]);
});

it("tells one network from another, and one of IPv6 by its /64", async () => {
  const networkOf = async (next: string) => {
    address = next;
    const { warnings } = await told(1, new TenantRefusedError());
    return warnings[0]?.network;
  };
  const [first, second] = [await networkOf("2001:db8:1:2::1"), await networkOf("2001:db8:1:3::1")];
  expect(first).not.toBe(second);
  vi.setSystemTime(new Date("2026-03-29T02:05:00Z"));
  expect(await networkOf("2001:db8:1:2:ffff::9")).toBe(first);
});

it("says nothing of who is known, whose own log tells of it, nor of what is no refusal", async () => {
  const known = await told(3, new LimitExceededError(30), { owner: createId("usr") });
  const missing = await told(3, new ConflictError("It is there already."));
  const defect = await told(3, new Error("a defect"));
  for (const { metrics, warnings } of [known, missing, defect]) {
    expect([...metrics, ...warnings]).toEqual([]);
  }
});
