// Writes packages/core/src/auth/password-words.ts from zxcvbn's lists: `npm run password-words`.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliCompressSync, constants } from "node:zlib";

type Lists = Readonly<Record<string, readonly string[]>>;

const FILE = new URL("../packages/core/src/auth/password-words.ts", import.meta.url);
const load = createRequire(new URL("../packages/core/package.json", import.meta.url));
const common = load("@zxcvbn-ts/language-common") as { dictionary: Lists; adjacencyGraphs: object };
const english = load("@zxcvbn-ts/language-en") as { dictionary: Lists; translations: object };
const dictionary: Lists = { ...common.dictionary, ...english.dictionary };

/** How many of a list, which begin with the most used; lists not named here are kept whole. */
const KEPT: Readonly<Record<string, number>> = {
  "passwords-common": 12_000,
  "commonWords-en": 8_000,
  "lastnames-en": 3_000,
  "wikipedia-en": 0,
};
/** A password as long is kept however rare: a shorter one is too easy to guess without any list. */
const LONG = 9;
/** Lists that mean something by their order, such as months. */
const SEQUENCE = 100;

/** Where guessing by rank takes fewer guesses than trying all texts of the length. */
const helps = (word: string, rank: number) => rank < 10 ** word.length;

const wanted = (list: string, word: string, rank: number) =>
  (rank <= (KEPT[list] ?? Number.POSITIVE_INFINITY) ||
    (list === "passwords-common" && word.length >= LONG)) &&
  helps(word, rank);

/** Each word's best rank: the list that has it there is the one that counts. */
const best = new Map<string, number>();
for (const [list, words] of Object.entries(dictionary)) {
  words.forEach((word, index) => {
    const rank = index + 1;
    if (wanted(list, word, rank)) best.set(word, Math.min(rank, best.get(word) ?? rank));
  });
}

let count = 0;
const kept = Object.entries(dictionary).map(([list, words]) => {
  const lines = words.map((word, index) => {
    const counts = wanted(list, word, index + 1) && best.get(word) === index + 1;
    if (!counts && words.length > SEQUENCE) return ""; // its place is kept, and with it the others' ranks
    count += 1;
    return word;
  });
  return [list, lines.join("\n").replace(/\n+$/, "")];
});
const text = JSON.stringify({
  dictionary: Object.fromEntries(kept),
  graphs: common.adjacencyGraphs,
  translations: english.translations,
});
const packed = brotliCompressSync(text, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
}).toString("base64");
writeFileSync(
  FILE,
  `// Written by \`npm run password-words\` from zxcvbn's lists, which are MIT: see docs/decisions/026.
/** What zxcvbn knows, packed: brotli in base64 of JSON, a list's words by rank, a line each. */
export const PASSWORD_WORDS =
  "${packed}";
`,
);
process.stdout.write(`${count} words, ${packed.length} bytes\n`);
