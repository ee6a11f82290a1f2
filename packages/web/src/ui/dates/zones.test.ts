import { expect, it } from "vitest";
import { matches } from "../choices/choice";
import { asChoice, offsetOf, zoneNames } from "./zones";

const summer = new Date("2026-07-01T12:00:00Z");
const winter = new Date("2026-01-01T12:00:00Z");

it.each([
  ["Europe/Berlin", winter, "GMT+1"],
  ["Europe/Berlin", summer, "GMT+2"],
  ["Asia/Kathmandu", summer, "GMT+5:45"],
  ["UTC", summer, "GMT+0"],
])("says of %s at %s how far it is from UTC: %s", (zone, at, offset) =>
  expect(offsetOf(zone, "en-GB", at)).toBe(offset),
);

it("has what was chosen, by whatever name, and each once", () => {
  const names = zoneNames("Asia/Calcutta");
  expect(names).toContain("Asia/Calcutta");
  expect(names[0]).toBe("UTC");
  expect(new Set(names).size).toBe(names.length);
});

it("is found by its city or its distance", () => {
  const choice = asChoice("America/New_York", "GMT-5");
  expect(["new york", "york america", "gmt-5"].every((typed) => matches(choice, typed))).toBe(true);
  expect(matches(choice, "gmt+5")).toBe(false);
});
