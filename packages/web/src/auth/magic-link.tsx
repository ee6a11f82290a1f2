"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { entryApi } from "../session/entry-api";
import { nextPath } from "../session/next-path";
import { AskForMail } from "./ask-for-mail";
import { useMailedToken } from "./mailed-token";
import { SecondFactorPage } from "./second-factor-page";
import { useSignIn } from "./sign-in";
import { UseToken } from "./use-token";

/** Asks for the link and, opened by it, signs in: by a click, for programs that look into mails open links. */
export function MagicLink() {
  const words = useTranslations("magicLink");
  const router = useRouter();
  const token = useMailedToken();
  const { challenge, arrive, restart } = useSignIn(() =>
    router.replace(nextPath(null, window.location.origin)),
  );
  if (challenge) {
    // The link is used up: beginning anew is by another one.
    const again = () => {
      restart();
      router.replace("/sign-in");
    };
    return <SecondFactorPage challenge={challenge} arrive={arrive} restart={again} />;
  }
  if (token === "") return <AskForMail kind="magicLink" />;
  return (
    <UseToken
      title={words("redeemTitle")}
      lead={words("redeemLead")}
      label={words("redeem")}
      token={token}
      use={async (found) => arrive(await entryApi.redeemMagicLink({ body: { token: found } }))}
    />
  );
}
