"use client";
import { createTenant } from "@faibric/core/tenant/tenant.contract";
import { useTranslations } from "use-intl";
import * as z from "zod";
import { api } from "../session/api";
import { Button } from "../ui/button";
import { Failure } from "../ui/failure";
import { Field } from "../ui/field";
import { useForm } from "../ui/use-form";

const { name, slug } = createTenant.body.shape;
const Entered = z.object({ name, slug });

/** Founds a business in the reader's own time zone. */
export function CreateTenantForm(props: { isFirst: boolean; onCreated: () => Promise<void> }) {
  const { isFirst, onCreated } = props;
  const words = useTranslations("home");
  const { field, submit, failure, busy, reset } = useForm({
    schema: Entered,
    initial: { name: "", slug: "" },
    about: { "tenant.slug.taken": "slug" },
    send: async (entered) => {
      const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
      const settings = { timeZone, locale };
      await api.tenant.createTenant({ body: { ...entered, settings } });
      reset();
      await onCreated();
    },
  });
  return (
    <section aria-labelledby="create" className="grid gap-5">
      <header className="grid gap-1">
        <h2 id="create" className="font-semibold text-xl tracking-tight">
          {isFirst ? words("empty") : words("another")}
        </h2>
        {isFirst && <p className="text-quiet">{words("emptyLead")}</p>}
      </header>
      <form onSubmit={submit} noValidate className="grid max-w-md gap-5">
        <Field label={words("name")} autoComplete="organization" dir="auto" {...field("name")} />
        <Field
          label={words("slug")}
          hint={words("slugHint")}
          autoCapitalize="none"
          spellCheck={false}
          {...field("slug")}
        />
        {failure !== undefined && <Failure error={failure} />}
        <Button type="submit" busy={busy} className="justify-self-start">
          {words("create")}
        </Button>
      </form>
    </section>
  );
}
