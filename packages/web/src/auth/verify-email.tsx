"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { entryApi } from "../session/entry-api";
import { TextLink } from "../ui/button";
import { DonePage } from "./done-page";
import { useMailedToken } from "./mailed-token";
import { UseToken } from "./use-token";

export function VerifyEmail() {
  const words = useTranslations();
  const token = useMailedToken();
  const [done, setDone] = useState(false);
  if (done) return <DonePage of="verify" />;
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
