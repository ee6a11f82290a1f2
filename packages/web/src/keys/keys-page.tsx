"use client";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { TextLink } from "../ui/button";
import { PageHeader, Section } from "../ui/page-header";
import { ApiKeys } from "./api-keys";
import { AppKeys } from "./app-keys";

/** What programs and widgets come in with. */
export function KeysPage() {
  const words = useTranslations("keys");
  const { root } = useHere();
  return (
    <>
      <PageHeader title={words("title")} lead={words("lead")} />
      <Section title={words("api")} lead={words("apiLead")}>
        <ApiKeys />
      </Section>
      <Section title={words("app")} lead={words("appLead")}>
        <AppKeys />
      </Section>
      <p className="text-quiet text-sm">
        {words.rich("forDevelopers", {
          link: (text) => <TextLink href={`${root}/developers`}>{text}</TextLink>,
        })}
      </p>
    </>
  );
}
