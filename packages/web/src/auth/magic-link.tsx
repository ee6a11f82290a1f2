"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { entryApi } from "../session/entry-api";
import { nextPath } from "../session/next-path";
import { begin } from "../session/session";
import { AskForMail } from "./ask-for-mail";
import { useMailedToken } from "./mailed-token";
import { UseToken } from "./use-token";

/** Asks for the link and, opened by it, signs in: by a click, for programs that look into mails open links. */
export function MagicLink() {
  const words = useTranslations("magicLink");
  const router = useRouter();
  const token = useMailedToken();
  if (token === "") return <AskForMail kind="magicLink" />;
  return (
    <UseToken
      title={words("redeemTitle")}
      lead={words("redeemLead")}
      label={words("redeem")}
      token={token}
      use={async (found) => {
        begin(await entryApi.redeemMagicLink({ body: { token: found } }));
        router.replace(nextPath(null, window.location.origin));
      }}
    />
  );
}
