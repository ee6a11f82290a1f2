import { Slug } from "@faibric/core/tenant/tenant.schema";

const MOST = 40;
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", þ: "th", ı: "i", "&": " and " },
  ...{ ä: "ae", ö: "oe", ü: "ue" },
};

/**
 * The address that a business's name suggests: "Café Blå & Söhne" → "cafe-bla-and-soehne". A name without a
 * Latin letter, or one that may not be used, gets the spare digits.
 */
export function slugOf(name: string, spare: string): string {
  const latin = [...name.toLowerCase().normalize("NFC")]
    .map((letter) => LETTERS[letter] ?? letter)
    .join("")
    .normalize("NFKD")
    .replace(/\p{M}|['’]/gu, "")
    .replace(/[^a-z0-9]+/g, "-");
  const made = trim(latin.slice(0, MOST));
  return Slug.safeParse(made).success ? made : another(made || "business", spare);
}

/** The same with digits behind, for where it is taken. */
export const another = (slug: string, digits: string): string =>
  `${trim(slug.slice(0, MOST - digits.length - 1))}-${digits}`;

const trim = (text: string) => text.replace(/^-+|-+$/g, "");
