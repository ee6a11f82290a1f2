"use client";
import { ApiError } from "@faibric/sdk";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { entryApi } from "../session/entry-api";
import { nextPath } from "../session/next-path";
import { begin } from "../session/session";
import { Button, TextLink } from "../ui/button";
import { EntryPage } from "../ui/entry-page";
import { Failure } from "../ui/failure";
import { Field, PasswordField } from "../ui/field";
import { Notice } from "../ui/notice";
import { useForm } from "../ui/use-form";
import { useEntrySchemas } from "./schemas";

/** `asked` is the path that somebody came from, if they did. */
export function SignInForm({ asked }: { asked: string | null }) {
  const words = useTranslations();
  const { credentials } = useEntrySchemas();
  const router = useRouter();
  const { field, submit, failure, busy } = useForm({
    schema: credentials,
    initial: { email: "", password: "" },
    send: async (body) => {
      begin(await entryApi.signIn({ body }));
      router.replace(nextPath(asked, window.location.origin));
    },
  });
  return (
    <EntryPage
      title={words("signIn.title")}
      footer={
        <>
          <p>
            <TextLink href="/forgot-password">{words("signIn.forgot")}</TextLink>
          </p>
          <p>
            <TextLink href="/magic-link">{words("signIn.byMail")}</TextLink>
          </p>
          <p>
            {words("signIn.new")} <TextLink href="/sign-up">{words("signIn.signUp")}</TextLink>
          </p>
        </>
      }
    >
      <form onSubmit={submit} noValidate className="grid gap-5">
        <Field label={words("field.email")} type="email" autoComplete="email" {...field("email")} />
        <PasswordField
          label={words("field.password")}
          autoComplete="current-password"
          {...field("password")}
        />
        {failure !== undefined && <Refused error={failure} />}
        <Button type="submit" busy={busy}>
          {words("signIn.submit")}
        </Button>
      </form>
    </EntryPage>
  );
}

/** Why signing in was refused, as far as anybody may be told. */
function Refused({ error }: { error: unknown }) {
  const words = useTranslations("signIn");
  const code = error instanceof ApiError ? error.code : undefined;
  if (code === "auth.credentials.wrong") return <Notice look="bad">{words("wrong")}</Notice>;
  if (code === "auth.email.unverified") return <Notice look="bad">{words("unverified")}</Notice>;
  return <Failure error={error} />;
}
