import type { Metadata } from "next";
import { DataPage } from "../../../../../src/offboarding/data-page";
import { pageTitle } from "../../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ nav }) => nav.data);

export default function Page() {
  return <DataPage />;
}
