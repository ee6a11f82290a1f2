"use client";
import { Slug, TenantName } from "@faibric/core/tenant/tenant.schema";
import * as z from "zod";
import { MarkdownField } from "../ui/editor/markdown-field";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { MoneyField } from "../ui/numbers/money-field";
import { toast } from "../ui/toast";
import { useForm } from "../ui/use-form";

const Page = z.object({
  name: TenantName,
  slug: Slug,
  price: z.int("Enter a price.").min(100, "Nothing costs less than 1.00."),
  text: z.string().min(1, "Write something."),
});

/** A form of a contract's own rules: what they refuse stands at its field. */
export function SampleForm() {
  const { field, chosen, submit, failure, busy } = useForm<
    z.input<typeof Page>,
    z.output<typeof Page>
  >({
    schema: Page,
    initial: { name: "", slug: "", text: "" },
    send: async ({ name }) => toast(`Sent: ${name}`),
  });
  const { value: amount, onChange: onAmount, error } = chosen("price");
  return (
    <Form submit={submit} failure={failure} busy={busy} label="Send">
      <Field label="Title" {...field("name")} />
      <Field label="Address" hint="Small letters, digits and hyphens." {...field("slug")} />
      <MoneyField
        label="Price of it"
        currency="EUR"
        amount={amount}
        error={error}
        // What cannot be read is no number, which the rules refuse.
        onAmount={(next) => onAmount(next ?? Number.NaN)}
      />
      <MarkdownField label="Text" {...chosen("text")} />
    </Form>
  );
}
