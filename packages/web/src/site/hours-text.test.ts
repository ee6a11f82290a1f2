import { expect, it } from "vitest";
import { hoursText, readHours } from "./hours-text";

it("reads the times that it writes, and those that people write", () => {
  const times = [
    { day: "mon", opens: "09:00", closes: "12:30" },
    { day: "mon", opens: "14:00", closes: "18:00" },
  ] as const;
  expect(hoursText(times, "mon")).toBe("09:00-12:30, 14:00-18:00");
  expect(readHours(hoursText(times, "mon"), "mon")).toEqual(times);
  expect(readHours("9.00 – 12:30; 14:00—18:00", "mon")).toEqual(times);
  expect(readHours("  ", "mon")).toEqual([]);
  expect(hoursText(times, "tue")).toBe("");
});

it.each(["all day", "9-5", "09:00", "09:00-12:00 14:00-18:00"])("cannot read %o", (text) => {
  expect(readHours(text, "mon")).toBeUndefined();
});
