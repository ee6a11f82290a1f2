import type { Metadata } from "next";
import type { ReactNode } from "react";
import { wordsOf } from "../src/words/locale";
import { requestLocale } from "../src/words/request-locale";
import { WordsProvider } from "../src/words/words-provider";
import "./global.css";

/** Each answer has a nonce of its own, so none can be made beforehand. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "Faibric", template: "%s · Faibric" },
  description: "A platform on which a small business builds and runs itself.",
};

export default async function Layout({ children }: { children: ReactNode }) {
  const locale = await requestLocale();
  return (
    <html lang={locale}>
      <body>
        <WordsProvider locale={locale} words={wordsOf(locale)}>
          {children}
        </WordsProvider>
      </body>
    </html>
  );
}
