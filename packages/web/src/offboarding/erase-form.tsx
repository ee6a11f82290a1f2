"use client";
import { Confirmation, type Erasure } from "@faibric/core/offboarding/offboarding.schema";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { useForm } from "../ui/use-form";
import { offboarding } from "./api";

/** Nobody erases the wrong business: its address is typed. */
export default function EraseForm({ onDone }: { onDone: (made: Erasure) => void }) {
  const words = useTranslations("data");
  const { tenantId, slug } = useHere();
  const { field, submit, failure, busy } = useForm({
    schema: Confirmation,
    initial: { slug: "" },
    send: async (body) => onDone(await offboarding.requestErasure({ params: { tenantId }, body })),
  });
  return (
    <Form submit={submit} failure={failure} busy={busy} label={words("eraseNow")}>
      <Field
        label={words("typeSlug", { slug })}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        {...field("slug")}
      />
    </Form>
  );
}
