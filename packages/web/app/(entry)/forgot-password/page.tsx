import type { Metadata } from "next";
import { AskForMail } from "../../../src/auth/ask-for-mail";
import { pageTitle } from "../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ reset }) => reset.title);

export default function Page() {
  return <AskForMail kind="reset" />;
}
