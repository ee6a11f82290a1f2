import type { Metadata } from "next";
import { DomainsPage } from "../../../../../../src/site/domains-page";
import { pageTitle } from "../../../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ site }) => site.domains);

export default function Page() {
  return <DomainsPage />;
}
