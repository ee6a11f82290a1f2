"use client";
import { useTranslations } from "use-intl";
import { useEntrySchemas } from "../auth/schemas";
import { PasswordField } from "../ui/field";
import { Form } from "../ui/form";
import { toast } from "../ui/toast";
import { useForm } from "../ui/use-form";
import { account } from "./api";

export function PasswordForm() {
  const words = useTranslations();
  const { passwordChange } = useEntrySchemas();
  const { field, submit, failure, busy, reset } = useForm({
    schema: passwordChange,
    initial: { currentPassword: "", newPassword: "" },
    about: { "auth.password.wrong": "currentPassword" },
    send: async (body) => {
      await account.changePassword({ body });
      reset();
      toast(words("account.passwordChanged"));
    },
  });
  return (
    <Form submit={submit} failure={failure} busy={busy} label={words("account.passwordSubmit")}>
      <PasswordField
        label={words("account.currentPassword")}
        autoComplete="current-password"
        {...field("currentPassword")}
      />
      <PasswordField
        label={words("field.newPassword")}
        hint={words("field.passwordHint")}
        autoComplete="new-password"
        {...field("newPassword")}
      />
    </Form>
  );
}
