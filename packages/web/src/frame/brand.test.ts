import { expect, it } from "vitest";
import { isLight } from "./brand";

it.each([
  ["#ffffff", true],
  ["#ffd400", true],
  ["#808080", true],
  ["#1f4e79", false],
  ["#000000", false],
  ["#d00000", false],
])("%s is light: %s", (color, light) => expect(isLight(color)).toBe(light));
