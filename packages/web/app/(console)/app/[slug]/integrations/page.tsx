import type { Metadata } from "next";
import { IntegrationsPage } from "../../../../../src/integrations/integrations-page";
import { pageTitle } from "../../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ nav }) => nav.integrations);

export default function Page() {
  return <IntegrationsPage />;
}
