const [BASE, T_MIN, T_MAX, SKEW, DAMP] = [36, 1, 26, 38, 700] as const;
const [FIRST_BIAS, FIRST_CODE] = [72, 128] as const;
const PREFIX = "xn--";

/** A domain as people write it: `xn--caf-dma.example` is `café.example`. What cannot be read stays. */
export function unicodeOf(domain: string): string {
  return domain
    .split(".")
    .map(
      (label) => (label.startsWith(PREFIX) ? decode(label.slice(PREFIX.length)) : label) || label,
    )
    .join(".");
}

/** Source: RFC 3492, Punycode, section 6.2 */
function decode(text: string): string | undefined {
  const end = Math.max(text.lastIndexOf("-"), 0);
  const letters = [...text.slice(0, end)];
  let [code, bias, place]: [number, number, number] = [FIRST_CODE, FIRST_BIAS, 0];
  for (let at = end > 0 ? end + 1 : 0; at < text.length; ) {
    const before = place;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = Number.parseInt(text[at++] ?? "", BASE);
      if (Number.isNaN(digit)) return undefined;
      // Its digits are a to z, then 0 to 9: the other way round than those of numbers.
      const value = (digit + 26) % BASE;
      place += value * weight;
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
      if (value < threshold) break;
      weight *= BASE - threshold;
    }
    const count = letters.length + 1;
    bias = adapted(place - before, count, before === 0);
    code += Math.floor(place / count);
    place %= count;
    if (code > 0x10ffff) return undefined;
    letters.splice(place++, 0, String.fromCodePoint(code));
  }
  return letters.join("");
}

function adapted(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}
