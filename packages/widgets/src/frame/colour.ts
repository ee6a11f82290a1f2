/** Black or white, whichever is easier to read on a colour `#rrggbb`. Source: WCAG 2.2, relative luminance */
export function readableOn(colour: string): "#000000" | "#ffffff" {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255),
  );
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  // Where the contrasts to black and to white are the same: (L + 0.05)² = 1.05 × 0.05.
  return luminance > 0.179 ? "#000000" : "#ffffff";
}

const linear = (channel: number) =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
