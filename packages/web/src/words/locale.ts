import de from "./de.json";
import en from "./en.json";

export type Words = typeof en;

/** The languages the console speaks. Each has every word: the type says so. */
const WORDS: Readonly<Record<string, Words>> = { de, en };
export const DEFAULT_LOCALE = "en";

export function wordsOf(locale: string): Words {
  return WORDS[locale] ?? en;
}

/** The first language of the browser's list that the console speaks. Source: RFC 9110, 12.5.4 */
export function chooseLocale(acceptLanguage: string | null): string {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean);
      return { language: tag.split("-")[0]?.toLowerCase() ?? "", quality: Number(quality ?? 1) };
    })
    .filter(({ language, quality }) => quality > 0 && Object.hasOwn(WORDS, language))
    .sort((one, other) => other.quality - one.quality);
  return wanted[0]?.language ?? DEFAULT_LOCALE;
}
