import type { Metadata } from "next";
import { AccountPage } from "../../../../src/account/account-page";
import { pageTitle } from "../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ nav }) => nav.yourSecurity);

export default function Page() {
  return <AccountPage />;
}
