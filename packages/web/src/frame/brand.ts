"use client";
import { useCallback } from "react";

// Source: WCAG 2.2, relative luminance
const LINEAR_BELOW = 0.04045;
const linear = (part: number) =>
  part <= LINEAR_BELOW ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;

const partsOf = (color: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = partsOf(color).map((part) => linear(part / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How well one colour is told from another: from 1, not at all, to 21, black on white. */
export function contrastOf(one: string, other: string): number {
  const [less = 0, more = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

/** Whether black is easier to read than white on a colour such as #1f4e79. One of them always is enough. */
export const isLight = (color: string): boolean =>
  contrastOf(color, "#000000") > contrastOf(color, "#ffffff");

const ENOUGH = 4.5;
const STEPS = 20;

/** The colour itself where it can be read on a ground, or else as little darker or lighter as is needed. */
export function readableOn(color: string, ground: string): string {
  const goal = isLight(ground) ? 0 : 255;
  const mixed = Array.from({ length: STEPS + 1 }, (_, step) =>
    partsOf(color).map((part) => Math.round(part + ((goal - part) * step) / STEPS)),
  ).map((parts) => `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`);
  return mixed.find((each) => contrastOf(each, ground) >= ENOUGH) ?? (goal ? "#ffffff" : "#000000");
}

/** The darker of the grounds in light, and the lighter in dark: what is read there is read on all. */
const GROUNDS = { light: "#f3f1ec", dark: "#1c1f24" } as const;

/** Gives what is inside an element a business's colour. By script, for no style may stand in the page. */
export function useBrand(color: string | undefined) {
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      const set = (name: string, value: string | undefined) =>
        value ? element.style.setProperty(name, value) : element.style.removeProperty(name);
      set("--color-brand", color);
      set("--color-on-brand", color && (isLight(color) ? "#000000" : "#ffffff"));
      set(
        "--color-brand-ink",
        color &&
          `light-dark(${readableOn(color, GROUNDS.light)}, ${readableOn(color, GROUNDS.dark)})`,
      );
    },
    [color],
  );
}
