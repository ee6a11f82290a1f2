import { headers } from "next/headers";
import { chooseLocale } from "./locale";

/** The language of whoever asks for the page at hand. */
export async function requestLocale(): Promise<string> {
  return chooseLocale((await headers()).get("accept-language"));
}
