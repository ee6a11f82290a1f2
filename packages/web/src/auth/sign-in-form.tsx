"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { nextPath } from "../session/next-path";
import { TextLink } from "../ui/button";
import { EntryPage } from "../ui/entry-page";
import { SecondFactorPage } from "./second-factor-page";
import { FirstFactor, useSignIn } from "./sign-in";

/** `asked` is the path that somebody came from, if they did. */
export function SignInForm({ asked }: { asked: string | null }) {
  const words = useTranslations("signIn");
  const router = useRouter();
  const { challenge, arrive, restart } = useSignIn(() =>
    router.replace(nextPath(asked, window.location.origin)),
  );
  if (challenge) {
    return <SecondFactorPage challenge={challenge} arrive={arrive} restart={restart} />;
  }
  return (
    <EntryPage
      title={words("title")}
      footer={
        <>
          <p>
            <TextLink href="/forgot-password">{words("forgot")}</TextLink>
          </p>
          <p>
            <TextLink href="/magic-link">{words("byMail")}</TextLink>
          </p>
          <p>
            {words("new")} <TextLink href="/sign-up">{words("signUp")}</TextLink>
          </p>
        </>
      }
    >
      <FirstFactor arrive={arrive} />
    </EntryPage>
  );
}
