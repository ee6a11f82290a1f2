"use client";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";
import type { Words } from "./locale";

/** Gives the words of one language to everything inside. A date is shown in the zone its place names, else in UTC. */
export function WordsProvider(props: { locale: string; words: Words; children: ReactNode }) {
  const { locale, words, children } = props;
  return (
    <IntlProvider locale={locale} messages={words} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}
