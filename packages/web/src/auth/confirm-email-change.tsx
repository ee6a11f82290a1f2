"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { entryApi } from "../session/entry-api";
import { LinkButton } from "../ui/button";
import { EntryPage } from "../ui/entry-page";
import { useMailedToken } from "./mailed-token";
import { UseToken } from "./use-token";

/** Opened by the link to either address: the second of both changes it. */
export function ConfirmEmailChange() {
  const words = useTranslations("emailChange");
  const token = useMailedToken();
  const [answer, setAnswer] = useState<{ token: string; changed: boolean }>();
  // The other link may be opened in this very tab.
  if (answer && answer.token === token) {
    const done = answer.changed ? "changed" : "waits";
    return (
      <EntryPage title={words(`${done}Title`)} lead={words(done)}>
        <LinkButton href="/home">{words("home")}</LinkButton>
      </EntryPage>
    );
  }
  return (
    <UseToken
      title={words("title")}
      lead={words("lead")}
      label={words("submit")}
      token={token}
      use={async (found) => {
        const { changed } = await entryApi.confirmEmailChange({ body: { token: found } });
        setAnswer({ token: found, changed });
      }}
    />
  );
}
