import type { Metadata } from "next";
import { headers } from "next/headers";
import { chooseLocale, type Words, wordsOf } from "./locale";

/** The title of a page, in the reader's language. */
export async function pageTitle(choose: (words: Words) => string): Promise<Metadata> {
  const locale = chooseLocale((await headers()).get("accept-language"));
  return { title: choose(wordsOf(locale)) };
}
