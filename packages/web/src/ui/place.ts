const GAP = 6;
const EDGE = 8;

/**
 * Puts what floats below a part of the page, above it where there is no room, and never outside the window. By
 * script, for the content policy lets no style stand in the page.
 */
export function placeBelow(
  anchor: Element | null,
  floating: HTMLElement | null,
  middle = false,
): void {
  if (!anchor || !floating) return;
  const from = anchor.getBoundingClientRect();
  const { width, height } = floating.getBoundingClientRect();
  const below = from.bottom + GAP;
  const fits = below + height <= window.innerHeight - EDGE;
  const top = fits ? below : from.top - GAP - height;
  const isRtl = getComputedStyle(anchor).direction === "rtl";
  const start = isRtl ? from.right - width : from.left;
  const left = middle ? from.left + from.width / 2 - width / 2 : start;
  const most = window.innerWidth - width - EDGE;
  floating.style.top = `${Math.max(EDGE, top)}px`;
  floating.style.left = `${Math.max(EDGE, Math.min(left, most))}px`;
}
