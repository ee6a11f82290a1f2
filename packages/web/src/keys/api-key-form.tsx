"use client";
import { createApiKey } from "@faibric/core/keys/keys.contract";
import { KeyName, type NewApiKey, Scopes } from "@faibric/core/keys/keys.schema";
import { SCOPES } from "@faibric/core/platform/permission";
import { useTranslations } from "use-intl";
import * as z from "zod";
import { useHere } from "../frame/tenancy";
import { CheckField } from "../ui/check-field";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { SelectField } from "../ui/select-field";
import { useForm } from "../ui/use-form";
import { keys } from "./api";

const DAYS = ["30", "90", "365", ""] as const;
const { expiresInDays } = createApiKey.body.shape;
const Entered = z.object({
  name: KeyName,
  scopes: Scopes,
  expiresInDays: z
    .string()
    .transform((days) => (days ? Number(days) : undefined))
    .pipe(expiresInDays),
});

export default function ApiKeyForm({ onMade }: { onMade: (key: NewApiKey) => Promise<void> }) {
  const words = useTranslations("keys");
  const { tenantId, may } = useHere();
  const { field, submit, failure, busy } = useForm({
    schema: Entered,
    initial: { name: "", scopes: [], expiresInDays: "90" },
    send: async ({ expiresInDays, ...rest }) => {
      const body = { ...rest, ...(expiresInDays && { expiresInDays }) };
      await onMade(await keys.createApiKey({ params: { tenantId }, body }));
    },
  });
  const { error, ...scopes } = field("scopes");
  return (
    <Form submit={submit} failure={failure} busy={busy} label={words("make")}>
      <Field
        label={words("name")}
        hint={words("nameHint")}
        dir="auto"
        autoFocus
        {...field("name")}
      />
      <fieldset className="grid gap-2">
        <legend className="pb-1.5 font-medium text-sm">{words("scopes")}</legend>
        {SCOPES.filter(may).map((scope) => (
          <CheckField key={scope} label={scope} value={scope} {...scopes} />
        ))}
        {error && <p className="text-bad text-sm">{error}</p>}
      </fieldset>
      <SelectField
        label={words("expires")}
        options={DAYS.map((value) => ({
          value,
          label: value ? words("days", { count: Number(value) }) : words("never"),
        }))}
        {...field("expiresInDays")}
      />
    </Form>
  );
}
