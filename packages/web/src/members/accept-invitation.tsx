"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useMailedToken } from "../auth/mailed-token";
import { UseToken } from "../auth/use-token";
import { rootOf } from "../frame/tenancy";
import { signInPath } from "../session/next-path";
import { useSession } from "../session/use-session";
import { Button, LinkButton, TextLink } from "../ui/button";
import { EntryPage } from "../ui/entry-page";
import { Failure } from "../ui/failure";
import { people } from "./api";
import { forgetInvitation, keepInvitation, keptInvitation } from "./kept-invitation";

/** Joins a business, as who is signed in. Who is not, signs in or up first and comes back. */
export function AcceptInvitation() {
  const words = useTranslations("invitation");
  const router = useRouter();
  const token = useKeptToken();
  const { state, failure, retry } = useSession();
  if (failure !== undefined) {
    return (
      <EntryPage title={words("title")}>
        <Failure error={failure} />
        <Button onClick={retry}>{words("retry")}</Button>
      </EntryPage>
    );
  }
  if (state === "out" && token) {
    return (
      <EntryPage
        title={words("title")}
        lead={words("who")}
        footer={
          <p>
            {words("new")} <TextLink href="/sign-up">{words("signUp")}</TextLink>
          </p>
        }
      >
        <LinkButton href={signInPath("/invitation")}>{words("signIn")}</LinkButton>
      </EntryPage>
    );
  }
  const accept = async (found: string) => {
    const joined = await people.acceptInvitation({ body: { token: found } });
    forgetInvitation();
    router.replace(rootOf(joined));
  };
  return (
    <UseToken
      title={words("title")}
      lead={words("lead")}
      label={words("accept")}
      token={state === "unknown" ? undefined : token}
      use={accept}
      footer={
        <p>
          <Button
            look="link"
            onClick={() => {
              forgetInvitation();
              router.push("/home");
            }}
          >
            {words("home")}
          </Button>
        </p>
      }
    />
  );
}

/** The token of the mail, also after somebody has been away to sign in. */
function useKeptToken(): string | undefined {
  const mailed = useMailedToken();
  const [kept, setKept] = useState<string>();
  useEffect(() => {
    if (mailed) keepInvitation(mailed);
    if (mailed !== undefined) setKept(mailed || keptInvitation());
  }, [mailed]);
  return kept;
}
