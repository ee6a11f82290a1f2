import type { UserId } from "@faibric/core/platform/id";
import type { Secret } from "@faibric/core/secrets/secrets.schema";
import { VENDORS } from "@faibric/core/secrets/vendor.schema";
import { expect, it } from "vitest";
import de from "../words/de.json";
import en from "../words/en.json";
import { connectionOf, inTestMode, OFFERED, vendorsFor, wordOf } from "./offered";

const secret = (name: string, updatedAt: string, mode?: "test" | "live"): Secret => ({
  name,
  createdAt: updatedAt,
  updatedAt,
  updatedBy: "usr_01jd3zq8v5m0w2e7r9t4y6x1kp" as UserId,
  ...(mode ? { mode } : {}),
});
const stripe = VENDORS.find(({ id }) => id === "stripe");

it("tells what is stored of a vendor, what is missing, and which mode that is", () => {
  if (!stripe) throw new Error("no Stripe");
  expect(connectionOf(stripe, [])).toMatchObject({ missing: 2, mode: undefined });
  const half = [
    secret("stripe.secret-key", "2026-01-02", "test"),
    secret("other.key", "2027-01-01"),
  ];
  expect(connectionOf(stripe, half)).toMatchObject({
    missing: 1,
    mode: "test",
    lastChange: "2026-01-02",
  });
  const mixed = [...half, secret("stripe.publishable-key", "2026-01-03", "live")];
  expect(connectionOf(stripe, mixed)).toMatchObject({ missing: 0, mode: "mixed" });
  expect(inTestMode(mixed).map(({ id }) => id)).toEqual(["stripe"]);
});

it("has words for each key that is offered, in each language", () => {
  for (const vendor of OFFERED.flatMap(vendorsFor)) {
    for (const { name } of vendor.fields) {
      expect(en.integrations.fields).toHaveProperty(wordOf(name));
      expect(de.integrations.fields).toHaveProperty(wordOf(name));
    }
  }
});
