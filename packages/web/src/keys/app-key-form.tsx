"use client";
import { type AppKey, KeyName, Origins } from "@faibric/core/keys/keys.schema";
import { useTranslations } from "use-intl";
import * as z from "zod";
import { useHere } from "../frame/tenancy";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { TextField } from "../ui/text-field";
import { useForm } from "../ui/use-form";
import { keys } from "./api";

/** Origins as people write them: one a line. */
const Entered = z.object({
  name: KeyName,
  origins: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(Origins),
});

export default function AppKeyForm(props: {
  of: AppKey | undefined;
  onSaved: (key: AppKey) => void;
}) {
  const { of, onSaved } = props;
  const words = useTranslations("keys");
  const { tenantId } = useHere();
  const { field, submit, failure, busy } = useForm({
    schema: Entered,
    initial: { name: of?.name ?? "", origins: of?.origins.join("\n") ?? "" },
    send: async (body) => {
      const saved = of
        ? keys.updateAppKey({
            params: { tenantId, appKeyId: of.appKeyId },
            version: of.version,
            body,
          })
        : keys.createAppKey({ params: { tenantId }, body });
      onSaved(await saved);
    },
  });
  return (
    <Form submit={submit} failure={failure} busy={busy} label={words("save")}>
      <Field
        label={words("name")}
        hint={words("nameHint")}
        dir="auto"
        autoFocus
        {...field("name")}
      />
      <TextField
        label={words("origins")}
        hint={words("originsHint")}
        rows={4}
        spellCheck={false}
        {...field("origins")}
      />
    </Form>
  );
}
