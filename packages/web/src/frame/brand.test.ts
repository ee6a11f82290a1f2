import fc from "fast-check";
import { expect, it } from "vitest";
import { contrastOf, isLight, readableOn } from "./brand";

it.each([
  ["#ffffff", true],
  ["#ffd400", true],
  ["#808080", true],
  ["#1f4e79", false],
  ["#000000", false],
  ["#d00000", false],
])("%s is light: %s", (color, light) => expect(isLight(color)).toBe(light));

it("can be read on any ground, and is as it was chosen where that can be read", () => {
  const colour = fc
    .integer({ min: 0, max: 0xffffff })
    .map((value) => `#${value.toString(16).padStart(6, "0")}`);
  fc.assert(
    fc.property(
      colour,
      fc.constantFrom("#f3f1ec", "#ffffff", "#1c1f24", "#0f1114"),
      (chosen, ground) => {
        const readable = readableOn(chosen, ground);
        expect(contrastOf(readable, ground)).toBeGreaterThanOrEqual(4.5);
        if (contrastOf(chosen, ground) >= 4.5) expect(readable).toBe(chosen);
      },
    ),
  );
});

it.each([
  ["#000000", "#ffffff", 21],
  ["#767676", "#ffffff", 4.54],
])("tells %s from %s by %d", (one, other, contrast) =>
  expect(contrastOf(one, other)).toBeCloseTo(contrast, 1),
);
