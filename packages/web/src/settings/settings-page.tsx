"use client";
import type { Tenant } from "@faibric/core/tenant/tenant.schema";
import type { ReactNode } from "react";
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
  const shown = (form: (found: Tenant) => ReactNode) => (
    <Loaded of={tenant} waiting={<Skeleton rows={2} />}>
      {form}
    </Loaded>
  );
  return (
    <>
      <PageHeader title={words("title")} lead={may("tenant.write") ? undefined : words("look")} />
      {/* What may not be changed is shown all the same. */}
      <fieldset disabled={!may("tenant.write")} className="grid gap-8">
        <Section title={words("name")} lead={words("nameLead")}>
          {shown((found) => (
            <NameForm tenant={found} />
          ))}
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
          {shown((found) => (
            <HabitsForm tenant={found} />
          ))}
        </Section>
        <Section title={words("brand")} lead={words("brandLead")}>
          {shown((found) => (
            <BrandForm tenant={found} />
          ))}
        </Section>
        <Section title={words("industry")} lead={words("industryLead")}>
          {shown((found) => (
            <IndustryForm tenant={found} />
          ))}
        </Section>
      </fieldset>
    </>
  );
}
