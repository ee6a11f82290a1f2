"use client";
import type { ComponentProps } from "react";
import { useTranslations } from "use-intl";
import { EntryPage } from "../ui/entry-page";
import { SecondFactor } from "./sign-in";

/** The second step of signing in, whatever the first was. */
export function SecondFactorPage(props: ComponentProps<typeof SecondFactor>) {
  const words = useTranslations("secondFactor");
  return (
    <EntryPage title={words("title")} lead={words("lead")}>
      <SecondFactor {...props} />
    </EntryPage>
  );
}
