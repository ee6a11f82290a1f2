import { expect, it } from "vitest";
import { dayOf, startOfDay } from "./days";

it.each([
  ["2026-07-01", "UTC", "2026-07-01T00:00:00.000Z"],
  ["2026-07-01", "Europe/Berlin", "2026-06-30T22:00:00.000Z"],
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
  ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
  ["2026-10-26", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
  ["2024-04-26", "Africa/Cairo", "2024-04-25T22:00:00.000Z"], // its midnight is skipped: it begins at one
  ["2018-02-18", "America/Sao_Paulo", "2018-02-18T03:00:00.000Z"], // an hour before it comes twice
  ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"],
  ["2026-01-01", "Asia/Kathmandu", "2025-12-31T18:15:00.000Z"],
  ["2026-01-01", "Pacific/Auckland", "2025-12-31T11:00:00.000Z"],
])("%s begins in %s at %s", (day, timeZone, instant) => {
  expect(startOfDay(day, timeZone)).toBe(instant);
  expect(dayOf(instant, timeZone)).toBe(day);
});

it("is nothing where no day is chosen", () => {
  expect(startOfDay("", "UTC")).toBe("");
  expect(dayOf(undefined, "UTC")).toBe("");
});
