"use client";
import { type RefObject, useRef, useState } from "react";
import type { Choice } from "./choice";

/** As high as one choice is: `h-9`. */
const ROW_REM = 2.25;
/** More than the popup shows at once, and so many before and behind, so that nobody scrolls into nothing. */
const SHOWN = 10;
const AHEAD = 15;

export interface ChoiceWindow {
  readonly popup: RefObject<HTMLDivElement | null>;
  /** The choices that are drawn: from the first up to before the last. */
  readonly first: number;
  readonly last: number;
  /** Sees where the popup is scrolled to. */
  readonly look: () => void;
  /** Shows one of them. */
  readonly show: (index: number) => void;
  /** Shows what is highlighted by anything but the pointer. */
  readonly follow: (
    choice: Choice | undefined,
    how: { readonly reason: string; readonly index: number },
  ) => void;
}

/**
 * Which of the choices are drawn: there may be hundreds, such as all time zones, and drawing every one would hold
 * the page for a third of a second as the popup opens.
 */
export function useChoiceWindow(): ChoiceWindow {
  const popup = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const first = Math.max(0, top - AHEAD);
  const look = () => {
    // By steps, so that it is not drawn anew at every pixel.
    const row = Math.floor((popup.current?.scrollTop ?? 0) / pixelsOf(1));
    if (Math.abs(row - top) >= AHEAD / 3 || row === 0) setTop(row);
  };
  const show = (index: number) => {
    // The popup is there only after it has opened, and its room only after it was drawn.
    queueMicrotask(() => {
      const element = popup.current;
      if (!element) return;
      const [start, end] = [pixelsOf(index), pixelsOf(index + 1)];
      const { scrollTop, clientHeight } = element;
      if (start < scrollTop) element.scrollTop = start;
      else if (end > scrollTop + clientHeight)
        element.scrollTop = end - clientHeight + pixelsOf(0.5);
      look();
    });
  };
  const follow: ChoiceWindow["follow"] = (_, { reason, index }) => {
    if (reason !== "pointer" && index >= 0) show(index);
  };
  return { popup, first, last: top + SHOWN + AHEAD, look, show, follow };
}

export const heightOf = (rows: number): string => `${rows * ROW_REM}rem`;

const pixelsOf = (rows: number): number =>
  rows * ROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
