"use client";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";
import type { Words } from "./locale";

/** Gives the words of one language to everything inside. Dates follow the browser's own time zone. */
export function WordsProvider(props: { locale: string; words: Words; children: ReactNode }) {
  const { locale, words, children } = props;
  return (
    <IntlProvider locale={locale} messages={words}>
      {children}
    </IntlProvider>
  );
}
