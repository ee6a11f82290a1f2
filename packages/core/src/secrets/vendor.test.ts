import { describe, expect, it } from "vitest";
import { SecretName } from "./secrets.schema";
import { fits, modeOf, VENDORS } from "./vendor.schema";

const LONG = "a1B2".repeat(20);
const HEX = "0123456789abcdef".repeat(2);

/** A key of each kind, as the vendors show them; none of them is one. */
const KEYS: readonly (readonly [string, string, "test" | "live" | undefined])[] = [
  ["stripe.secret-key", `sk_test_${LONG}`, "test"],
  ["stripe.secret-key", `sk_live_${LONG}`, "live"],
  ["stripe.secret-key", `rk_test_${LONG}`, "test"],
  ["stripe.publishable-key", `pk_test_${LONG}`, "test"],
  ["stripe.publishable-key", `pk_live_${LONG}`, "live"],
  ["stripe.webhook-secret", `whsec_${LONG}`, undefined],
  ["paypal.client-id", `A${LONG.slice(1)}`, undefined],
  ["paypal.secret", `E${LONG.slice(1)}`, undefined],
  ["paypal.environment", "sandbox", "test"],
  ["paypal.environment", "live", "live"],
  ["sendgrid.api-key", `SG.${LONG.slice(0, 22)}.${LONG.slice(0, 43)}`, undefined],
  ["mailgun.api-key", `key-${HEX}`, undefined],
  ["mailgun.api-key", `${HEX}-01234567-89abcdef`, undefined],
  ["mailgun.domain", `sandbox${HEX}.mailgun.org`, "test"],
  ["mailgun.domain", "mg.example.com", "live"],
  ["twilio.account-sid", `AC${HEX}`, undefined],
  ["twilio.auth-token", HEX, undefined],
  ["vonage.api-key", "abcd1234", undefined],
  ["vonage.api-secret", "aB3$56789012", undefined],
  ["openai.api-key", `sk-proj-${LONG}`, undefined],
  ["anthropic.api-key", `sk-ant-api03-${LONG}`, undefined],
  ["google-ai.api-key", `AIza${LONG.slice(0, 35)}`, undefined],
  ["xai.api-key", `xai-${LONG}`, undefined],
  ["mixpanel.token", HEX, undefined],
  ["amplitude.api-key", HEX, undefined],
  ["posthog.api-key", `phc_${LONG}`, undefined],
  ["mailchimp.api-key", `${HEX}-us21`, undefined],
  ["kit.api-secret", LONG, undefined],
  ["serpapi.api-key", HEX + HEX, undefined],
];

describe("a vendor's key", () => {
  it.each(KEYS)("for %s fits, and says what it says of its mode", (name, value, mode) => {
    expect(fits(name, value)).toBe(true);
    expect(modeOf(name, value)).toBe(mode);
  });

  it("is known by one of each vendor's fields here", () => {
    const fields = VENDORS.flatMap((vendor) => vendor.fields.map(({ name }) => name));
    expect(new Set(KEYS.map(([name]) => name))).toEqual(new Set(fields));
    expect(new Set(fields).size).toBe(fields.length);
    for (const vendor of VENDORS) {
      for (const { name } of vendor.fields) {
        expect(name.startsWith(`${vendor.id}.`)).toBe(true);
        expect(SecretName.safeParse(name).success).toBe(true);
      }
    }
  });

  it.each([
    ["stripe.secret-key", `pk_test_${LONG}`],
    ["stripe.secret-key", `sk_test_${LONG} `],
    ["stripe.secret-key", "sk_test_short"],
    ["stripe.publishable-key", `sk_live_${LONG}`],
    ["paypal.environment", "Sandbox"],
    ["openai.api-key", `sk-ant-${LONG}`],
    ["twilio.auth-token", HEX.toUpperCase()],
    ["mailgun.domain", "https://mg.example.com"],
    ["serpapi.api-key", HEX],
    ["sendgrid.api-key", `SG.${LONG}\n.x`],
  ])("for %s is not %j", (name, value) => expect(fits(name, value)).toBe(false));

  it("is judged in no time, however long what is pasted", () => {
    const pasted = `${"a.".repeat(5_000)}!`;
    const began = performance.now();
    for (const [name] of KEYS) fits(name, pasted);
    expect(performance.now() - began).toBeLessThan(200);
  });

  it("of the tenant's own making is anything, and says nothing", () => {
    expect(fits("warehouse.token", "?")).toBe(true);
    expect(modeOf("warehouse.token", "sk_test_")).toBeUndefined();
  });
});
