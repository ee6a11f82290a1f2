import { describe, expect, it } from "vitest";
import { DomainName } from "./domain.schema";
import { GRACE_MS, nextLook, standingAfter, WAITS_MS } from "./domain-state";

describe("a domain's name", () => {
  it.each([
    ["www.example.com", "www.example.com"],
    ["  HTTPS://WWW.Example.COM/ ", "www.example.com"],
    ["example.co.uk.", "example.co.uk"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["مثال.إختبار", "xn--mgbh0fb.xn--kgbechtv"],
    ["日本語.jp", "xn--wgv71a119e.jp"],
  ])("%o is %s", (text, name) => {
    expect(DomainName.parse(text)).toBe(name);
  });

  it.each([
    ["", "Not a domain"],
    ["example", "has a dot"],
    ["127.0.0.1", "IP address"],
    ["0x7f.1", "IP address"],
    ["[::1]", "Not a domain"],
    ["shop.localhost", "internet"],
    ["printer.local", "internet"],
    ["example.com/path", "Not a domain"],
    ["user@example.com", "Not a domain"],
    ["example.com:8080", "Not a domain"],
    ["*.example.com", "Not a domain"],
    ["-a.example.com", "Not a domain"],
    [`${"a".repeat(64)}.example.com`, "Not a domain"],
    [`${"a.".repeat(130)}com`, "at most 253"],
    ["a b.example.com", "Not a domain"],
    ["_faibric.example.com", "Not a domain"],
  ])("%o is refused", (text, why) => {
    expect(DomainName.safeParse(text).error?.issues[0]?.message).toContain(why);
  });
});

const now = new Date("2026-03-08T12:00:00.000Z");
const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();
const HOUR_MS = 3_600_000;
const fine = { proof: undefined, target: undefined };

describe("a look at a domain", () => {
  it("moves it on: pending until it is proved, verified until it leads here, then active", () => {
    const pending = { state: "pending", createdAt: ago(HOUR_MS) } as const;
    const after = (seen: Parameters<typeof standingAfter>[1], certified = false) =>
      standingAfter(pending, seen, { certified, now });
    expect(after({ proof: "proof_missing", target: undefined })).toMatchObject({
      state: "pending",
      problem: "proof_missing",
    });
    expect(after({ proof: undefined, target: "target_missing" })).toMatchObject({
      state: "verified",
      problem: "target_missing",
    });
    expect(after(fine)).toMatchObject({ state: "verified", problem: "certificate_pending" });
    expect(after(fine, true)).toMatchObject({ state: "active", problem: undefined });
  });

  it("gives up after a week without a proof, and finds it later all the same", () => {
    const late = { state: "pending", createdAt: ago(WAITS_MS + 1) } as const;
    const missing = { proof: "proof_wrong", target: undefined } as const;
    expect(standingAfter(late, missing, { certified: false, now }).state).toBe("failed");
    const failed = { ...late, state: "failed" } as const;
    expect(standingAfter(failed, fine, { certified: true, now }).state).toBe("active");
    expect(nextLook("failed", late.createdAt, now)).toBeUndefined();
  });

  it.each(["proof_missing", "dns_failed"] as const)(
    "leaves an active domain as it is for some days with %s, and then no more",
    (proof) => {
      const active = { state: "active", createdAt: ago(90 * 24 * HOUR_MS) } as const;
      const lost = { proof, target: undefined };
      const first = standingAfter(active, lost, { certified: false, now });
      expect(first).toEqual({ state: "active", problem: proof, failingSince: now.toISOString() });
      const within = { ...active, failingSince: ago(GRACE_MS - 1) };
      expect(standingAfter(within, lost, { certified: false, now }).state).toBe("active");
      const over = { ...active, failingSince: ago(GRACE_MS + 1) };
      expect(standingAfter(over, lost, { certified: false, now }).state).toBe("failed");
      expect(standingAfter(over, fine, { certified: true, now })).toEqual({
        state: "active",
        problem: undefined,
        failingSince: undefined,
      });
    },
  );

  it("is soon in the first day, and twice a day once it is active", () => {
    const inMinutes = (state: "pending" | "active", age: number) =>
      ((nextLook(state, ago(age), now) ?? 0) - now.getTime()) / 60_000;
    expect(inMinutes("pending", HOUR_MS)).toBe(10);
    expect(inMinutes("pending", 48 * HOUR_MS)).toBe(60);
    expect(inMinutes("active", HOUR_MS)).toBe(720);
  });
});
