import { contrast, inkOn, mix, readable } from "./colour";

/** What a tenant has chosen of its brand. */
export interface Brand {
  readonly primaryColor?: string | undefined;
  readonly backgroundColor?: string | undefined;
  readonly logoUrl?: string | undefined;
}

const LIGHT = "#ffffff";
const DARK = "#14161a";
/** What a business has that has chosen no colour. */
export const ACCENT = "#1d5577";
// A ground must leave room for text that is quieter than black or white.
const LEAST_OF_GROUND = 12;

/** The colours of one scheme, each of which can be read where it stands. */
export function coloursOf({ primaryColor = ACCENT, backgroundColor }: Brand, scheme: Scheme) {
  const ground = groundOf(backgroundColor, scheme);
  const ink = mix(inkOn(ground), ground, 0.08);
  const raised = mix(ground, inkOn(ground), scheme === "light" ? 0.03 : 0.06);
  return {
    ground,
    raised,
    ink,
    quiet: readable(mix(ink, ground, 0.35), raised),
    line: mix(ground, ink, 0.14),
    accent: readable(primaryColor, raised),
    brand: primaryColor,
    "on-brand": inkOn(primaryColor),
  };
}

type Scheme = "light" | "dark";

/** The tenant's own ground in the scheme that it fits, where text can be read on it. */
function groundOf(chosen: string | undefined, scheme: Scheme): string {
  const own = scheme === "light" ? LIGHT : DARK;
  if (!chosen) return own;
  const isLight = inkOn(chosen) === "#000000";
  const fits =
    isLight === (scheme === "light") && contrast(chosen, inkOn(chosen)) >= LEAST_OF_GROUND;
  return fits ? chosen : own;
}

/** The brand as CSS: variables for light and for dark, by what the visitor's system says. */
export function themeOf(brand: Brand): string {
  const write = (scheme: Scheme) =>
    Object.entries(coloursOf(brand, scheme))
      .map(([name, color]) => `--${name}:${color}`)
      .join(";");
  return `:root{color-scheme:light dark;${write("light")}}@media(prefers-color-scheme:dark){:root{${write("dark")}}}`;
}
