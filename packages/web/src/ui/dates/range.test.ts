import { describe, expect, it } from "vitest";
import { instantsOf, PRESETS, presetOf, todayIn } from "./range";

const HOUR_MS = 3_600_000;

describe("a range of days", () => {
  it.each([
    ["2026-03-29", "Europe/Berlin", 23],
    ["2026-10-25", "Europe/Berlin", 25],
    ["2026-10-25", "UTC", 24],
    ["2024-04-26", "Africa/Cairo", 23],
    ["2026-04-05", "Australia/Lord_Howe", 24.5],
  ])("%s in %s has %d hours", (day, zone, hours) => {
    const { from, until } = instantsOf({ from: day, to: day }, zone);
    expect((Date.parse(until) - Date.parse(from)) / HOUR_MS).toBe(hours);
  });

  it("goes on where the one before ended", () => {
    const zone = "America/New_York";
    const before = instantsOf({ from: "2026-03-01", to: "2026-03-07" }, zone);
    expect(instantsOf({ from: "2026-03-08", to: "2026-03-14" }, zone).from).toBe(before.until);
  });

  it("begins with the tenant's today, whatever day it is here", () => {
    const now = new Date("2026-12-31T23:30:00Z");
    expect(todayIn("Pacific/Auckland", now)).toBe("2027-01-01");
    expect(todayIn("America/Los_Angeles", now)).toBe("2026-12-31");
  });
});

it.each([
  ["last7", "2026-03-03", { from: "2026-02-25", to: "2026-03-03" }],
  ["lastMonth", "2026-03-31", { from: "2026-02-01", to: "2026-02-28" }],
  ["lastMonth", "2026-01-15", { from: "2025-12-01", to: "2025-12-31" }],
  ["thisYear", "2026-03-31", { from: "2026-01-01", to: "2026-03-31" }],
] as const)("%s on %s is %j", (name, today, range) => {
  expect(PRESETS[name](today)).toEqual(range);
  expect(presetOf(range, today)).toBe(name);
  expect(presetOf({ ...range, from: "2020-01-01" }, today)).toBeUndefined();
});
