"use client";
import { MailLocale } from "@faibric/core/auth/auth.schema";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { entryApi } from "../session/entry-api";
import { Button, TextLink } from "../ui/button";
import { EntryPage } from "../ui/entry-page";
import { Failure } from "../ui/failure";
import { Field, PasswordField } from "../ui/field";
import { strong } from "../ui/strong";
import { useForm } from "../ui/use-form";
import { useEntrySchemas } from "./schemas";

export function SignUpForm() {
  const words = useTranslations();
  const reader = useLocale();
  const { credentials } = useEntrySchemas();
  const [sentTo, setSentTo] = useState<string>();
  const { field, submit, failure, busy } = useForm({
    schema: credentials,
    initial: { email: "", password: "" },
    send: async (body) => {
      // Our mails come in the language that they sign up in.
      const locale = MailLocale.safeParse(reader).data;
      await entryApi.signUp({ body: { ...body, ...(locale && { locale }) } });
      setSentTo(body.email);
    },
  });
  if (sentTo) return <MailSent email={sentTo} onAgain={() => setSentTo(undefined)} />;
  return (
    <EntryPage
      title={words("signUp.title")}
      lead={words("lead")}
      footer={
        <p>
          {words("signUp.has")} <TextLink href="/sign-in">{words("signUp.signIn")}</TextLink>
        </p>
      }
    >
      <form onSubmit={submit} noValidate className="grid gap-5">
        <Field label={words("field.email")} type="email" autoComplete="email" {...field("email")} />
        <PasswordField
          label={words("field.password")}
          hint={words("field.passwordHint")}
          autoComplete="new-password"
          {...field("password")}
        />
        {failure !== undefined && <Failure error={failure} />}
        <Button type="submit" busy={busy}>
          {words("signUp.submit")}
        </Button>
      </form>
    </EntryPage>
  );
}

function MailSent({ email, onAgain }: { email: string; onAgain: () => void }) {
  const words = useTranslations("signUp");
  return (
    <EntryPage title={words("sentTitle")} lead={words.rich("sent", { email, b: strong })}>
      <p className="text-quiet">{words("sentHelp")}</p>
      <Button look="quiet" onClick={onAgain}>
        {words("again")}
      </Button>
    </EntryPage>
  );
}
