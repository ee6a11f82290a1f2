import type { Metadata } from "next";
import { DevelopersPage } from "../../../../../src/developers/pages";
import { pageTitle } from "../../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ nav }) => nav.developers);

export default function Page() {
  return <DevelopersPage />;
}
