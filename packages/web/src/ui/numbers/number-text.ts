/** How a language writes numbers, as far as somebody types them. */
interface Signs {
  readonly decimal: string;
  readonly group: string;
  readonly zero: number;
}

const known = new Map<string, Signs>();
const ASCII_ZERO = 0x30;

export function signsOf(locale: string): Signs {
  const found = known.get(locale);
  if (found) return found;
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.8);
  const partOf = (type: string) => parts.find((part) => part.type === type)?.value;
  const [first = "0"] = new Intl.NumberFormat(locale, { useGrouping: false }).format(0);
  const signs = {
    decimal: partOf("decimal") ?? ".",
    group: partOf("group") ?? ",",
    zero: first.codePointAt(0) ?? ASCII_ZERO,
  };
  known.set(locale, signs);
  return signs;
}

/**
 * A number as somebody typed it in their language, as plain decimal text such as `-1234.5`. No float is on the
 * way. Undefined where it is no number.
 *
 * A language's own decimal separator counts; a point or a comma that is neither that nor a proper group of
 * thousands is taken for none of both, for a thousandfold mistake is worse than a question.
 */
export function readDecimal(typed: string, locale: string): string | undefined {
  const { decimal, group, zero } = signsOf(locale);
  const latin = [...typed.trim()].map((sign) => {
    const digit = (sign.codePointAt(0) ?? 0) - zero;
    return digit >= 0 && digit <= 9 ? String(digit) : sign;
  });
  const text = latin
    .join("")
    .replace(/[\u200e\u200f\u061c]/g, "")
    .replace(/[\u2212\ufe63\uff0d]/g, "-");
  const [, sign = "", rest = ""] = /^([-+]?)\s*(.*)$/s.exec(text) ?? [];
  const [whole = "", fraction, ...more] = rest.split(decimal);
  if (more.length > 0) return undefined;
  const digits = withoutGroups(whole, group);
  if (digits === undefined || (fraction !== undefined && !/^\d*$/.test(fraction))) return undefined;
  if (digits === "" && !fraction) return undefined;
  const plain = `${digits.replace(/^0+(?=\d)/, "") || "0"}${fraction ? `.${fraction}` : ""}`;
  return sign === "-" && /[1-9]/.test(plain) ? `-${plain}` : plain;
}

const SPACES = /[\s\u00a0\u202f]/g;

/** Digits without what stands between the thousands; undefined where that stands elsewhere. */
function withoutGroups(whole: string, group: string): string | undefined {
  const isSpace = group.trim() === "";
  const text = isSpace ? whole.replace(SPACES, " ") : whole;
  const sign = isSpace ? " " : group.replace("’", "'");
  const parts = text.replaceAll("’", "'").split(sign);
  const [first = "", ...others] = parts;
  if (!/^\d*$/.test(first)) return undefined;
  if (others.length === 0) return first;
  // Groups of three, or of two before the last as in India.
  const isProper = /^\d{1,3}$/.test(first) && others.every((part) => /^\d{2,3}$/.test(part));
  return isProper && others.at(-1)?.length === 3 ? parts.join("") : undefined;
}
