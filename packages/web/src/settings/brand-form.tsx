"use client";
import { Brand, type Tenant } from "@faibric/core/tenant/tenant.schema";
import { useTranslations } from "use-intl";
import * as z from "zod";
import { isLight } from "../frame/brand";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { useForm } from "../ui/use-form";
import { useSettings } from "./use-settings";

const { primaryColor, backgroundColor, logoUrl } = Brand.shape;
/** In a form what is left empty is "". */
const orEmpty = <S extends z.ZodType>(schema: S) => z.union([z.literal(""), schema]);
const Entered = z.object({
  primaryColor: orEmpty(primaryColor.unwrap()),
  backgroundColor: orEmpty(backgroundColor.unwrap()),
  logoUrl: orEmpty(logoUrl.unwrap()),
});

/** How the business looks to its customers, and a little in the console. */
export function BrandForm({ tenant }: { tenant: Tenant }) {
  const words = useTranslations("settings");
  const now = tenant.settings?.brand ?? {};
  const change = useSettings(tenant);
  const { field, submit, failure, busy, watch } = useForm({
    schema: Entered,
    initial: {
      primaryColor: now.primaryColor ?? "",
      backgroundColor: now.backgroundColor ?? "",
      logoUrl: now.logoUrl ?? "",
    },
    send: (entered) =>
      change({
        brand: Object.fromEntries(Object.entries(entered).filter(([, value]) => value !== "")),
      }),
  });
  const color = primaryColor.safeParse(watch().primaryColor).data;
  return (
    <Form submit={submit} failure={failure} busy={busy} label={words("save")}>
      <Field
        label={words("primaryColor")}
        hint={words("colorHint")}
        spellCheck={false}
        {...field("primaryColor")}
      />
      {color && <Sample color={color} />}
      <Field
        label={words("backgroundColor")}
        hint={words("colorHint")}
        spellCheck={false}
        {...field("backgroundColor")}
      />
      <Field
        label={words("logoUrl")}
        hint={words("logoHint")}
        type="url"
        inputMode="url"
        {...field("logoUrl")}
      />
    </Form>
  );
}

/** How a button would look. By script, for no style may stand in the page. */
function Sample({ color }: { color: string }) {
  const words = useTranslations("settings");
  return (
    <p
      ref={(element) => {
        element?.style.setProperty("background", color);
        element?.style.setProperty("color", isLight(color) ? "#000000" : "#ffffff");
      }}
      className="justify-self-start rounded-lg px-4 py-2 font-medium text-sm"
    >
      {words("sample")}
    </p>
  );
}
