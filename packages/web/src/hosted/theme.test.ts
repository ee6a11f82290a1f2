import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrast, readable } from "./colour";
import { coloursOf } from "./theme";

const color = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, "0")}`);
const brand = fc.record({ primaryColor: color, backgroundColor: color }, { requiredKeys: [] });

/** What stands on what, on hosted pages. Source: WCAG 2.2, 1.4.3 */
const PAIRS = [
  ["ink", "ground"],
  ["ink", "raised"],
  ["quiet", "ground"],
  ["quiet", "raised"],
  ["accent", "ground"],
  ["accent", "raised"],
  ["on-brand", "brand"],
] as const;

describe("a business's colours", () => {
  it("can be read wherever they stand, whatever was chosen, in light and in dark", () => {
    fc.assert(
      fc.property(brand, fc.constantFrom("light" as const, "dark" as const), (chosen, scheme) => {
        const colours = coloursOf(chosen, scheme);
        for (const [text, ground] of PAIRS) {
          const found = contrast(colours[text], colours[ground]);
          expect(found, `${text} ${colours[text]} on ${ground} ${colours[ground]}`).toBeGreaterThan(
            4.5,
          );
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("stay what was chosen where that can be read", () => {
    expect(readable("#1f4e79", "#ffffff")).toBe("#1f4e79");
    expect(coloursOf({ backgroundColor: "#fff8e7" }, "light").ground).toBe("#fff8e7");
    expect(coloursOf({ backgroundColor: "#fff8e7" }, "dark").ground).not.toBe("#fff8e7");
    expect(coloursOf({ backgroundColor: "#0a0a23" }, "dark").ground).toBe("#0a0a23");
  });
});
