"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { LinkButton, TextLink } from "../ui/button";
import { EntryPage } from "../ui/entry-page";
import { entryApi } from "./entry-api";
import { useMailedToken } from "./mailed-token";
import { UseToken } from "./use-token";

export function VerifyEmail() {
  const words = useTranslations();
  const token = useMailedToken();
  const [done, setDone] = useState(false);
  if (done) {
    return (
      <EntryPage title={words("verify.doneTitle")} lead={words("verify.done")}>
        <LinkButton href="/sign-in">{words("signIn.title")}</LinkButton>
      </EntryPage>
    );
  }
  return (
    <UseToken
      title={words("verify.title")}
      lead={words("verify.lead")}
      label={words("verify.submit")}
      token={token}
      use={async (found) => {
        await entryApi.verifyEmail({ body: { token: found } });
        setDone(true);
      }}
      footer={
        <p>
          <TextLink href="/sign-up">{words("signIn.signUp")}</TextLink>
        </p>
      }
    />
  );
}
