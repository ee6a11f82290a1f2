"use client";
import { type Tenant, TenantSettings } from "@faibric/core/tenant/tenant.schema";
import { useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { ChooseField } from "../ui/choices/choose-field";
import { TimeZoneField } from "../ui/dates/time-zone-field";
import { Form } from "../ui/form";
import { type Option, SelectField } from "../ui/select-field";
import { useForm } from "../ui/use-form";
import { useSettings } from "./use-settings";

const Habits = TenantSettings.pick({ timeZone: true, locale: true, currency: true });
const SHOWN = { amount: 1234.5, at: new Date() };
/** What most choose; another that is chosen already is offered too. */
const LOCALES =
  "ar-EG cs-CZ da-DK de-AT de-CH de-DE el-GR en en-AU en-CA en-GB en-IN en-US es-ES es-MX fi-FI fr-CA fr-CH fr-FR he-IL hi-IN hu-HU id-ID it-IT ja-JP ko-KR nb-NO nl-NL pl-PL pt-BR pt-PT ro-RO ru-RU sv-SE th-TH tr-TR uk-UA vi-VN zh-CN zh-TW".split(
    " ",
  );

/** What the business's days, words and money follow. */
export function HabitsForm({ tenant }: { tenant: Tenant }) {
  const words = useTranslations("settings");
  const reader = useLocale();
  const now = TenantSettings.parse(tenant.settings ?? {});
  const change = useSettings(tenant);
  const { field, chosen, submit, failure, busy, watch } = useForm({
    schema: Habits,
    initial: { timeZone: now.timeZone, locale: now.locale, currency: now.currency },
    send: change,
  });
  const zone = chosen("timeZone");
  const currency = chosen("currency");
  const locales = useMemo(
    () => named([...new Set([...LOCALES, now.locale])], reader, "language"),
    [reader, now.locale],
  );
  const currencies = useMemo(
    () => named(Intl.supportedValuesOf("currency"), reader, "currency"),
    [reader],
  );
  return (
    <Form submit={submit} failure={failure} busy={busy} label={words("save")}>
      <TimeZoneField label={words("timeZone")} {...zone} value={zone.value ?? now.timeZone} />
      <SelectField
        label={words("locale")}
        hint={exampleOf(Habits.safeParse(watch()).data)}
        options={locales}
        {...field("locale")}
      />
      <ChooseField
        label={words("currency")}
        choices={currencies}
        {...currency}
        value={currency.value ?? now.currency}
      />
    </Form>
  );
}

/** Codes by their names in the reader's language. */
function named(codes: readonly string[], reader: string, type: "language" | "currency"): Option[] {
  const names = new Intl.DisplayNames(reader, { type });
  return codes.map((value) => ({ value, label: `${names.of(value) ?? value} (${value})` }));
}

/** How a moment and an amount look, as chosen. */
function exampleOf(chosen: Pick<TenantSettings, "timeZone" | "locale" | "currency"> | undefined) {
  if (!chosen) return "";
  const { timeZone, locale, currency } = chosen;
  const style = { dateStyle: "full", timeStyle: "short", timeZone } as const;
  const date = new Intl.DateTimeFormat(locale, style).format(SHOWN.at);
  const money = new Intl.NumberFormat(locale, { style: "currency", currency }).format(SHOWN.amount);
  return `${date} · ${money}`;
}
