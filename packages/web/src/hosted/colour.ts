// Source: WCAG 2.2, relative luminance and contrast ratio
const LINEAR_BELOW = 0.04045;
const FLARE = 0.05;
const STEPS = 40;

type Rgb = readonly [number, number, number];

const parse = (color: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as unknown as Rgb;
const format = (rgb: Rgb): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

function luminance(color: string): number {
  const [red, green, blue] = parse(color).map((part) => {
    const share = part / 255;
    return share <= LINEAR_BELOW ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How well two colours such as #1f4e79 are told apart, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + FLARE) / (dark + FLARE);
}

/** Whichever of black and white is easier to read on a colour; one of them always is enough. */
export const inkOn = (color: string): "#000000" | "#ffffff" =>
  contrast(color, "#000000") > contrast(color, "#ffffff") ? "#000000" : "#ffffff";

/** The two colours mixed: `share` of the second. */
export function mix(one: string, other: string, share: number): string {
  const to = parse(other);
  return format(
    parse(one).map((part, index) => part + ((to[index] ?? 0) - part) * share) as unknown as Rgb,
  );
}

/**
 * The colour itself where it can be read on the ground, else as little nearer to black or white as it takes.
 * @param least the contrast that is asked for, at most 4.58: one of black and white always has that
 */
export function readable(color: string, ground: string, least = 4.5): string {
  const ink = inkOn(ground);
  for (let step = 0; step < STEPS; step++) {
    const tried = mix(color, ink, step / STEPS);
    if (contrast(tried, ground) >= least) return tried;
  }
  return ink;
}
