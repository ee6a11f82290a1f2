"use client";
import { type Domain, DomainName } from "@faibric/core/site/domain.schema";
import { useTranslations } from "use-intl";
import * as z from "zod";
import { useHere } from "../frame/tenancy";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { useForm } from "../ui/use-form";
import { siteDomains } from "./domains-api";

const Entered = z.object({ domain: DomainName });

export default function DomainForm({ onAdded }: { onAdded: (domain: Domain) => void }) {
  const words = useTranslations("site");
  const { tenantId } = useHere();
  const { field, submit, failure, busy } = useForm({
    schema: Entered,
    initial: { domain: "" },
    about: {
      "site.domain.refused": "domain",
      "site.domain.taken": "domain",
      "site.domain.already_there": "domain",
    },
    send: async (body) => onAdded(await siteDomains.addDomain({ params: { tenantId }, body })),
  });
  return (
    <Form submit={submit} failure={failure} busy={busy} label={words("addDomain")}>
      <Field
        label={words("domain")}
        hint={words("domainHint")}
        inputMode="url"
        spellCheck={false}
        autoCapitalize="none"
        autoFocus
        {...field("domain")}
      />
    </Form>
  );
}
