"use client";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { Copyable } from "../ui/copyable";
import { Loaded } from "../ui/loaded";
import { PageHeader, Section } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { BrandForm } from "./brand-form";
import { HabitsForm } from "./habits-form";
import { IndustryForm } from "./industry-form";
import { NameForm } from "./name-form";

/** What a business is called, what its days, money and words follow, and how it looks. */
export function SettingsPage() {
  const words = useTranslations("settings");
  const { tenant, tenantId, slug, may } = useHere();
  return (
    <>
      <PageHeader title={words("title")} lead={may("tenant.write") ? undefined : words("look")} />
      <Loaded of={tenant} waiting={<Skeleton rows={5} />}>
        {(found) => (
          // What may not be changed is shown all the same.
          <fieldset disabled={!may("tenant.write")} className="grid gap-8">
            <Section title={words("name")} lead={words("nameLead")}>
              <NameForm tenant={found} />
              <dl className="grid gap-2 text-sm">
                <dt className="text-quiet">{words("slug")}</dt>
                <dd>
                  <Copyable text={slug} label={words("slug")} />
                </dd>
                <dt className="text-quiet">{words("id")}</dt>
                <dd>
                  <Copyable text={tenantId} label={words("id")} />
                </dd>
              </dl>
            </Section>
            <Section title={words("habits")} lead={words("habitsLead")}>
              <HabitsForm tenant={found} />
            </Section>
            <Section title={words("brand")} lead={words("brandLead")}>
              <BrandForm tenant={found} />
            </Section>
            <Section title={words("industry")} lead={words("industryLead")}>
              <IndustryForm tenant={found} />
            </Section>
          </fieldset>
        )}
      </Loaded>
    </>
  );
}
