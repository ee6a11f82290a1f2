import { expect, it } from "vitest";
import { attentionFrom, type Facts } from "./attention";
import { firstStepsOf } from "./first-steps";

const NOW = Date.parse("2026-06-15T12:00:00.000Z");
const days = (count: number) => new Date(NOW + count * 86_400_000).toISOString();
const key = (more: object) => ({
  ...{ keyId: "key_1", name: "Lager ☕", prefix: "fbk_1", scopes: [], createdBy: "usr_1" },
  ...{ createdAt: days(-1), ...more },
});
const facts = (more: object) => more as Facts;
const whatOf = (more: object) => attentionFrom(facts(more), NOW).map(({ what }) => what);
const FACTOR = { totpSince: days(-10), passkeys: 0, recoveryCodesLeft: 10 };

it.each([
  [{}, []],
  [{ mfa: FACTOR, invitations: [], apiKeys: [], appKeys: [], secrets: [], erasure: null }, []],
  [{ mfa: { passkeys: 0, recoveryCodesLeft: 0 } }, ["noFactor"]],
  [{ mfa: { passkeys: 1, recoveryCodesLeft: 3 } }, ["fewCodes"]],
  [{ mfa: { ...FACTOR, recoveryCodesLeft: 4 } }, []],
  [{ apiKeys: [key({ expiresAt: days(13.9) })] }, ["keyEnds"]],
  [{ apiKeys: [key({ expiresAt: days(14.1) })] }, []],
  [{ apiKeys: [key({ expiresAt: days(1), replacedBy: "key_2" })] }, []],
  [{ apiKeys: [key({ expiresAt: days(-1) })] }, []],
  [{ apiKeys: [key({ createdAt: days(-91) })] }, ["keyUnused"]],
  [{ apiKeys: [key({ createdAt: days(-400), lastUsedAt: days(-89) })] }, []],
  [{ appKeys: [{ appKeyId: "app_1", name: "Shop", origins: [] }] }, ["appKeyNowhere"]],
  [
    { invitations: [{ invitationId: "inv_1", email: "zoe@example.com", expiresAt: days(1) }] },
    ["invitationEnds"],
  ],
  [{ invitations: [{ invitationId: "inv_1", email: "zoe@example.com", expiresAt: days(3) }] }, []],
  [
    { erasure: { status: "requested", eraseAt: days(7) }, tenant: { sample: "wanted" } },
    ["erasure", "sample"],
  ],
  [{ erasure: { status: "cancelled", eraseAt: days(7) } }, []],
  [
    {
      domains: [
        { domain: "www.xn--caf-dma.example", state: "pending" },
        { domain: "a.example", state: "verified" },
        { domain: "b.example", state: "failed" },
      ],
    },
    ["domainWaits", "domainWaits"],
  ],
  [{ tenant: { sample: "removed" } }, []],
  [{ secrets: [{ name: "stripe.secret-key", mode: "test" }] }, ["testMode"]],
  [{ secrets: [{ name: "stripe.secret-key", mode: "live" }] }, []],
] as const)("of %j, what needs somebody is %j", (more, what) => {
  expect(whatOf(more)).toEqual(what);
});

it("names first steps by what is wanted, and ticks them by what there is", () => {
  const wanting = (goals: readonly string[], more: object = {}) =>
    firstStepsOf(facts({ tenant: { settings: { goals } }, ...more }), () => true).map(
      ({ what, done }) => `${what}${done ? " ✓" : ""}`,
    );
  expect(wanting([])).toEqual([]);
  expect(wanting(["found"], { pages: [{ status: "draft" }] })).toEqual(["publish", "look"]);
  expect(wanting(["found"], { pages: [{ status: "published" }] })).toEqual(["publish ✓", "look"]);
  expect(wanting(["team"], { members: 1, invitations: [] })).toEqual(["invite"]);
  expect(wanting(["team"], { members: 2 })).toEqual(["invite ✓"]);
  expect(wanting(["connect"], { apiKeys: [key({})] })).toEqual(["apiKey ✓", "apiKeyUsed"]);
  expect(wanting(["connect"], { apiKeys: [key({ lastUsedAt: days(-1) })] })).toEqual([
    "apiKey ✓",
    "apiKeyUsed ✓",
  ]);
  expect(wanting(["secure", "customers"], { mfa: FACTOR, appKeys: [] })).toEqual([
    "appKey",
    "factor ✓",
    "factorForAll",
  ]);
});

it("shows nobody a step that is not theirs to take", () => {
  const wanted = facts({ tenant: { settings: { goals: ["team", "secure"] } } });
  const steps = firstStepsOf(wanted, (permission) => permission === "tenant.read");
  expect(steps.map(({ what }) => what)).toEqual(["factor"]);
});
