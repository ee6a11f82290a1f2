import type { Metadata } from "next";
import { SecurityPage } from "../../../../../src/settings/security-page";
import { pageTitle } from "../../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ nav }) => nav.security);

export default function Page() {
  return <SecurityPage />;
}
