import type { Metadata } from "next";
import { PagesPage } from "../../../../../src/site/pages-page";
import { pageTitle } from "../../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ nav }) => nav.site);

export default function Page() {
  return <PagesPage />;
}
