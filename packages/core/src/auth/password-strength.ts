import { brotliDecompressSync } from "node:zlib";
import { type OptionsType, ZxcvbnFactory } from "@zxcvbn-ts/core";
import { InvalidRequestError } from "../platform/errors";
import { PASSWORD_WORDS } from "./password-words";

/** Of 0 to 4. From 3 on, an offline attack on the stored hash takes more than 10^8 guesses. */
const ENOUGH = 3;
/** What lies beyond makes no password weaker, and guessing takes long on a long text. */
const LOOKED_AT = 72;

let meter: ZxcvbnFactory | undefined;

/**
 * Refuses a password that is easy to guess, judged by zxcvbn: common passwords, words, names, dates,
 * keyboard rows, and what is known of the person. `field` is where the password stood in the body.
 * @throws InvalidRequestError that names the field and says what makes the password weak
 */
export function assertStrong(password: string, field: string, known: readonly string[]): void {
  // Its word lists take some ten milliseconds to be read: only where they are needed.
  meter ??= new ZxcvbnFactory(unpack());
  const words = [...known.flatMap((text) => [text, ...text.split(/[@.+_-]/)]), "faibric"];
  const { score, feedback } = meter.check(password.slice(0, LOOKED_AT), words);
  if (score >= ENOUGH) return;
  const hints = [feedback.warning, ...feedback.suggestions].filter(Boolean).join(" ");
  const message = `body.${field}: This password is easy to guess. ${hints}`.trim();
  throw new InvalidRequestError([{ path: ["body", field], message }]);
}

interface Packed extends Required<Pick<OptionsType, "graphs" | "translations">> {
  /** The words of each list, a line each: the line's number is the rank. An empty line is nobody's rank. */
  readonly dictionary: Readonly<Record<string, string>>;
}

function unpack(): OptionsType {
  const bytes = Buffer.from(PASSWORD_WORDS, "base64");
  const { dictionary, ...rest } = JSON.parse(String(brotliDecompressSync(bytes))) as Packed;
  const lists = Object.entries(dictionary).map(([name, lines]) => [name, lines.split("\n")]);
  return { dictionary: Object.fromEntries(lists), ...rest };
}
