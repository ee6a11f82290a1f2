"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { entryApi } from "../session/entry-api";
import { Button, TextLink } from "../ui/button";
import { EntryPage } from "../ui/entry-page";
import { Failure } from "../ui/failure";
import { PasswordField } from "../ui/field";
import { Notice } from "../ui/notice";
import { useForm } from "../ui/use-form";
import { DonePage } from "./done-page";
import { useMailedToken } from "./mailed-token";
import { useEntrySchemas } from "./schemas";

export function ResetPassword() {
  const words = useTranslations();
  const token = useMailedToken();
  const { newPassword } = useEntrySchemas();
  const [done, setDone] = useState(false);
  const { field, submit, failure, busy } = useForm({
    schema: newPassword,
    initial: { password: "" },
    send: async ({ password }) => {
      await entryApi.confirmPasswordReset({ body: { token: token ?? "", password } });
      setDone(true);
    },
  });
  if (done) return <DonePage of="reset" />;
  const again = (
    <p>
      <TextLink href="/forgot-password">{words("reset.submit")}</TextLink>
    </p>
  );
  return (
    <EntryPage title={words("reset.title")} lead={words("reset.newLead")} footer={again}>
      {token === "" ? (
        <Notice look="bad">{words("problem.tokenMissing")}</Notice>
      ) : (
        <form onSubmit={submit} noValidate className="grid gap-5">
          <PasswordField
            label={words("field.newPassword")}
            hint={words("field.passwordHint")}
            autoComplete="new-password"
            {...field("password")}
          />
          {failure !== undefined && <Failure error={failure} />}
          <Button type="submit" busy={busy || token === undefined}>
            {words("reset.newSubmit")}
          </Button>
        </form>
      )}
    </EntryPage>
  );
}
