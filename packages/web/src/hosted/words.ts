import { createTranslator } from "use-intl/core";
import { chooseLocale, wordsOf } from "../words/locale";

/** The few words that are ours, in the business's language where we speak it, else in English. */
export function hostedWords(locale: string) {
  const language = chooseLocale(locale);
  return createTranslator({ locale: language, messages: wordsOf(language), namespace: "hosted" });
}
