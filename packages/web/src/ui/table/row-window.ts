"use client";
import { useEffect, useRef, useState } from "react";

/** How many rows are drawn or left out together. */
export const CHUNK = 50;
/** Fewer rows than these are all drawn: leaving some out would be no faster. */
const LEAST = 4 * CHUNK;
/** How far outside the window rows are drawn already, so that nobody scrolls or steps into nothing. */
const AHEAD_PX = 900;

export interface Chunk<Row> {
  readonly start: number;
  readonly rows: readonly Row[];
}

export function chunksOf<Row>(rows: readonly Row[]): readonly Chunk<Row>[] {
  const size = rows.length < LEAST ? Math.max(1, rows.length) : CHUNK;
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => ({
    start: index * size,
    rows: rows.slice(index * size, (index + 1) * size),
  }));
}

/**
 * Whether the rows of a chunk are near enough to be drawn. Of those that are not, one empty row keeps the room, as
 * high as they were or as others are.
 */
export function useRowWindow(isFirst: boolean, isWhole: boolean) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [isNear, setNear] = useState(isFirst);
  const height = useRef(0);
  useEffect(() => {
    const element = body.current;
    if (isWhole || !element) return;
    const seen = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return;
        // What has the focus stays, or whoever is there would be thrown out of the table.
        const isHeld = element.contains(document.activeElement);
        if (!entry.isIntersecting && !isHeld) height.current = entry.boundingClientRect.height;
        setNear(entry.isIntersecting || isHeld);
      },
      { rootMargin: `${AHEAD_PX}px 0px` },
    );
    seen.observe(element);
    return () => seen.disconnect();
  }, [isWhole]);
  return { body, isNear: isWhole || isNear, height };
}
