"use client";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button";
import { EntryPage } from "../ui/entry-page";
import { Failure } from "../ui/failure";
import { Notice } from "../ui/notice";

/** A page that a mailed link opens, with the one thing to do there. */
export function UseToken(props: {
  title: string;
  lead: string;
  label: string;
  /** Undefined until it is read, "" where the link has none. */
  token: string | undefined;
  use: (token: string) => Promise<void>;
  footer?: ReactNode;
}) {
  const { title, lead, label, token, use, footer } = props;
  const words = useTranslations("problem");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const act = async (found: string) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await use(found);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <EntryPage title={title} lead={lead} footer={footer}>
      {token === "" && <Notice look="bad">{words("tokenMissing")}</Notice>}
      {failure !== undefined && <Failure error={failure} />}
      {token !== "" && (
        <Button busy={busy || token === undefined} onClick={() => token && act(token)}>
          {label}
        </Button>
      )}
    </EntryPage>
  );
}
