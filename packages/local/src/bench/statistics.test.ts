import { expect, it } from "vitest";
import { below, tableOf } from "./figure";
import { median, percentile } from "./statistics";

it("takes the middle of an odd number of values and the mean of the two of an even one", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(() => median([])).toThrow(RangeError);
});

it("takes the nearest rank for a percentile, never a value that was not measured", () => {
  const values = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect([0.5, 0.95, 0.99, 1].map((share) => percentile(values, share))).toEqual([50, 95, 99, 100]);
  expect(percentile([7], 0.99)).toBe(7);
});

it("says for each bound whether it is kept", () => {
  const [, , kept, missed] = tableOf([
    below("fast", 4.99, { limit: 5, unit: " s" }),
    below("slow", 5, { limit: 5, unit: " s" }),
  ]).split("\n");
  expect(kept).toMatch(/^fast\s+4\.99 s\s+< 5 s\s+ok$/);
  expect(missed).toMatch(/^slow\s+5\.00 s\s+< 5 s\s+NOT MET$/);
});
