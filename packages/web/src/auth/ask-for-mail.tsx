"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { entryApi } from "../session/entry-api";
import { Button, TextLink } from "../ui/button";
import { EntryPage } from "../ui/entry-page";
import { Failure } from "../ui/failure";
import { Field } from "../ui/field";
import { strong } from "../ui/strong";
import { useForm } from "../ui/use-form";
import { useEntrySchemas } from "./schemas";

const SEND = {
  magicLink: entryApi.requestMagicLink,
  reset: entryApi.requestPasswordReset,
} as const;

/** Asks for an address that a link is mailed to. The answer is the same whether it has an account or not. */
export function AskForMail({ kind }: { kind: keyof typeof SEND }) {
  const words = useTranslations();
  const { address } = useEntrySchemas();
  const [sentTo, setSentTo] = useState<string>();
  const { field, submit, failure, busy } = useForm({
    schema: address,
    initial: { email: "" },
    send: async (body) => {
      await SEND[kind]({ body });
      setSentTo(body.email);
    },
  });
  const back = (
    <p>
      <TextLink href="/sign-in">{words(`${kind}.back`)}</TextLink>
    </p>
  );
  if (sentTo) {
    const lead = words.rich("mailSent.text", { email: sentTo, b: strong });
    return <EntryPage title={words("mailSent.title")} lead={lead} footer={back} />;
  }
  return (
    <EntryPage title={words(`${kind}.title`)} lead={words(`${kind}.lead`)} footer={back}>
      <form onSubmit={submit} noValidate className="grid gap-5">
        <Field label={words("field.email")} type="email" autoComplete="email" {...field("email")} />
        {failure !== undefined && <Failure error={failure} />}
        <Button type="submit" busy={busy}>
          {words(`${kind}.submit`)}
        </Button>
      </form>
    </EntryPage>
  );
}
