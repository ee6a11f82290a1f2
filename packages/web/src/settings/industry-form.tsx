"use client";
import { GOALS, INDUSTRIES, Industry } from "@faibric/core/tenant/business.schema";
import type { Tenant } from "@faibric/core/tenant/tenant.schema";
import { useTranslations } from "use-intl";
import * as z from "zod";
import { CheckField } from "../ui/check-field";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { SelectField } from "../ui/select-field";
import { useForm } from "../ui/use-form";
import { useSettings } from "./use-settings";

const Entered = z.object({
  industry: z
    .object({ kind: z.enum(INDUSTRIES), description: z.string() })
    .transform(
      ({ kind, description }): z.input<typeof Industry> => ({
        kind,
        description: description.trim() || undefined,
      }),
    )
    .pipe(Industry),
  goals: z.array(z.enum(GOALS)),
});

/** What the business does, and what it wants first. */
export function IndustryForm({ tenant }: { tenant: Tenant }) {
  const words = useTranslations("settings");
  const kinds = useTranslations("industry");
  const goal = useTranslations("welcome.first.goal");
  const { industry, goals = [] } = tenant.settings ?? {};
  const change = useSettings(tenant);
  const { field, submit, failure, busy } = useForm({
    schema: Entered,
    initial: {
      industry: { kind: industry?.kind ?? "other", description: industry?.description ?? "" },
      goals: [...goals],
    },
    send: change,
  });
  const { error: _, ...wanted } = field("goals");
  return (
    <Form submit={submit} failure={failure} busy={busy} label={words("save")}>
      <SelectField
        label={words("industryKind")}
        options={INDUSTRIES.map((value) => ({ value, label: kinds(value) }))}
        {...field("industry.kind")}
      />
      <Field
        label={words("industryWords")}
        hint={words("industryWordsHint")}
        dir="auto"
        {...field("industry.description")}
      />
      <fieldset className="grid gap-3">
        <legend className="pb-2 font-medium text-sm">{words("goals")}</legend>
        {GOALS.map((name) => (
          <CheckField key={name} label={goal(name)} value={name} {...wanted} />
        ))}
      </fieldset>
    </Form>
  );
}
