import { useTranslations } from "use-intl";
import { LinkButton } from "../ui/button";
import { EntryPage } from "../ui/entry-page";

/** What was asked for is done, and signing in is next. */
export function DonePage({ of }: { of: "verify" | "reset" }) {
  const words = useTranslations();
  return (
    <EntryPage title={words(`${of}.doneTitle`)} lead={words(`${of}.done`)}>
      <LinkButton href="/sign-in">{words("signIn.title")}</LinkButton>
    </EntryPage>
  );
}
