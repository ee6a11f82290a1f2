import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  daysBetween,
  firstWeekday,
  isDay,
  lastOfMonth,
  weekdayOf,
  weeksOf,
  writeRange,
} from "./calendar-days";

it.each([
  ["2026-12-31", 1, "2027-01-01"],
  ["2028-02-28", 1, "2028-02-29"],
  ["2026-03-28", 2, "2026-03-30"], // clocks change between
  ["2026-01-01", -1, "2025-12-31"],
])("%s and %d days is %s", (day, count, then) => expect(addDays(day, count)).toBe(then));

it.each([
  ["2026-01-31", 1, "2026-02-28"],
  ["2028-01-31", 1, "2028-02-29"],
  ["2026-11-15", 3, "2027-02-15"],
  ["2026-03-31", -1, "2026-02-28"],
  ["2026-01-10", -1, "2025-12-10"],
])("%s and %d months is %s", (day, count, then) => expect(addMonths(day, count)).toBe(then));

it("counts both ends", () => {
  expect(daysBetween("2026-03-29", "2026-03-29")).toBe(1);
  expect(daysBetween("2026-01-01", "2026-12-31")).toBe(365);
  expect(lastOfMonth("2028-02-10")).toBe("2028-02-29");
});

it.each(["2026-02-30", "2026-13-01", "26-01-01", "2026-1-1", "", "today"])("%j is no day", (text) =>
  expect(isDay(text)).toBe(false),
);

describe("a month", () => {
  it("has whole weeks that begin as they do there", () => {
    expect([firstWeekday("de-DE"), firstWeekday("en-US"), firstWeekday("ar-EG")]).toEqual([
      1, 7, 6,
    ]);
    for (const [first, start, end] of [
      [1, "2026-02-23", "2026-04-05"],
      [7, "2026-03-01", "2026-04-04"],
      [6, "2026-02-28", "2026-04-03"],
    ] as const) {
      const weeks = weeksOf("2026-03-15", first);
      expect(weeks.flat()[0]).toBe(start);
      expect(weeks.flat().at(-1)).toBe(end);
      expect(weeks.every((week) => week.length === 7 && weekdayOf(week[0] ?? "") === first)).toBe(
        true,
      );
    }
  });

  it("may have four weeks or six", () => {
    expect(weeksOf("2027-02-01", 1)).toHaveLength(4);
    expect(weeksOf("2026-08-01", 1)).toHaveLength(6);
  });
});

it("is written without saying twice what both days have", () => {
  expect(writeRange({ from: "2026-03-01", to: "2026-03-31" }, "de-DE")).toBe("01.–31.03.2026");
  expect(writeRange({ from: "2026-03-01", to: "2026-03-01" }, "en-GB")).toBe("1 Mar 2026");
});
