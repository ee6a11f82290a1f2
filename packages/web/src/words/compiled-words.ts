import compile from "icu-minify/compile";
import { type Words, wordsOf } from "./locale";

/** The words never change while the site runs. */
const compiled = new Map<string, Words>();

/** The words of a language as the pages fill in their gaps: each ICU message is read here, on the server. */
export function compiledWordsOf(locale: string): Words {
  const words = compiled.get(locale) ?? plain(compileAll(wordsOf(locale)));
  compiled.set(locale, words);
  return words;
}

/** Every message of a tree, read; use-intl takes what comes of it for the message itself. */
function compileAll(words: object): object {
  const entries = Object.entries(words).map(([key, word]) => [
    key,
    typeof word === "string" ? compile(word) : compileAll(word),
  ]);
  return Object.fromEntries(entries);
}

/** What is compiled has objects without a prototype, which no server component may hand to a client's. */
const plain = (words: object): Words => JSON.parse(JSON.stringify(words));
