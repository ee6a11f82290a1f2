import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { isTheme, THEME_COOKIE } from "../src/frame/theme-cookie";
import { compiledWordsOf } from "../src/words/compiled-words";
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
  const chosen = (await cookies()).get(THEME_COOKIE)?.value;
  const theme = isTheme(chosen) ? chosen : "system";
  return (
    <html lang={locale} data-theme={theme}>
      <body>
        <WordsProvider locale={locale} words={compiledWordsOf(locale)}>
          {children}
        </WordsProvider>
      </body>
    </html>
  );
}
