const RIGHT_TO_LEFT = new Set("ar arc ckb dv fa he ks ku-arab nqo ps sd syr ug ur yi".split(" "));

/** Which way a language is written. */
export function directionOf(locale: string): "ltr" | "rtl" {
  const { language, script } = new Intl.Locale(locale);
  if (script) return ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo"].includes(script) ? "rtl" : "ltr";
  return RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
}
