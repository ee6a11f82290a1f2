"use client";
import { useTranslations } from "use-intl";
import { useMe } from "../frame/tenancy";
import { PageHeader, Section } from "../ui/page-header";
import { EmailChange } from "./email-change";
import { Passkeys } from "./passkeys";
import { PasswordForm } from "./password-form";
import { RecoveryCodes } from "./recovery-codes";
import { Totp } from "./totp";
import { useMfa } from "./use-mfa";

/** How somebody signs in: their address, their password, and what is asked for beside it. */
export function AccountPage() {
  const words = useTranslations("account");
  const me = useMe();
  const mfa = useMfa();
  const guarded = mfa.value && (mfa.value.totpSince || mfa.value.passkeys > 0);
  return (
    <>
      <PageHeader title={words("title")} lead={me.value?.email} />
      <Section title={words("passkeys")} lead={words("passkeysLead")}>
        <Passkeys />
      </Section>
      <Section title={words("totp")} lead={words("totpLead")}>
        <Totp />
      </Section>
      {guarded && (
        <Section title={words("recovery")} lead={words("recoveryLead")}>
          <RecoveryCodes />
        </Section>
      )}
      <Section title={words("password")} lead={words("passwordLead")}>
        <PasswordForm />
      </Section>
      <Section title={words("email")} lead={words("emailLead")}>
        <EmailChange />
      </Section>
    </>
  );
}
