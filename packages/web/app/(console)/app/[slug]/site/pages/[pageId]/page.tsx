import type { Metadata } from "next";
import { PagePage } from "../../../../../../../src/site/page-page";
import { pageTitle } from "../../../../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ site }) => site.page);

export default function Page() {
  return <PagePage />;
}
