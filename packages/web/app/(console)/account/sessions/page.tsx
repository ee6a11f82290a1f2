import type { Metadata } from "next";
import { SessionsPage } from "../../../../src/account/sessions-page";
import { pageTitle } from "../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ nav }) => nav.sessions);

export default function Page() {
  return <SessionsPage />;
}
