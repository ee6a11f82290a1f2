"use client";
import { useTranslations } from "use-intl";
import { PageHeader, Section } from "../ui/page-header";
import { Erase } from "./erase";
import { TakeAlong } from "./take-along";

/** Everything that a business has here: to take along, and to erase. */
export function DataPage() {
  const words = useTranslations("data");
  return (
    <>
      <PageHeader title={words("title")} lead={words("lead")} />
      <Section title={words("export")} lead={words("exportLead")}>
        <TakeAlong />
      </Section>
      <Section title={words("erase")} lead={words("eraseLead")}>
        <Erase />
      </Section>
    </>
  );
}
