import { expect, it } from "vitest";
import { countByDay } from "./per-day";

it("counts each of thirty days, by the clocks of the business", () => {
  const instants = ["2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z", "2026-03-28T23:30:00Z"];
  const berlin = countByDay(instants, "2026-03-30", "Europe/Berlin");
  expect(berlin).toHaveLength(30);
  expect(berlin[0]).toEqual({ day: "2026-03-01", count: 0 });
  // Clocks went forward in between: the day began an hour later than it ended.
  expect(berlin.slice(-3)).toEqual([
    { day: "2026-03-28", count: 0 },
    { day: "2026-03-29", count: 2 },
    { day: "2026-03-30", count: 1 },
  ]);
  const auckland = countByDay(instants, "2026-03-30", "Pacific/Auckland");
  expect(auckland.slice(-2).map(({ count }) => count)).toEqual([1, 2]);
});

it("leaves out what is longer ago", () => {
  const counted = countByDay(["2026-02-28T12:00:00Z"], "2026-03-30", "UTC");
  expect(counted.every(({ count }) => count === 0)).toBe(true);
});
