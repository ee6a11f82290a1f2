import type { Metadata } from "next";
import { type Words, wordsOf } from "./locale";
import { requestLocale } from "./request-locale";

/** The title of a page, in the reader's language. */
export async function pageTitle(choose: (words: Words) => string): Promise<Metadata> {
  return { title: choose(wordsOf(await requestLocale())) };
}
