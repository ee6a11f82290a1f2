"use client";
import { useCallback } from "react";

// Source: WCAG 2.2, relative luminance
const LINEAR_BELOW = 0.04045;
const linear = (part: number) =>
  part <= LINEAR_BELOW ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;

/** Whether black is easier to read than white on a colour such as #1f4e79. One of them always is enough. */
export function isLight(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(color.slice(at, at + 2), 16) / 255),
  );
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05);
}

/** Gives what is inside an element a business's colour. By script, for no style may stand in the page. */
export function useBrand(color: string | undefined) {
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      const set = (name: string, value: string | undefined) =>
        value ? element.style.setProperty(name, value) : element.style.removeProperty(name);
      set("--color-brand", color);
      set("--color-on-brand", color && (isLight(color) ? "#000000" : "#ffffff"));
    },
    [color],
  );
}
