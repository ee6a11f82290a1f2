import type { Metadata } from "next";
import { Overview } from "../../../../src/overview/overview";
import { pageTitle } from "../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ nav }) => nav.overview);

export default function Page() {
  return <Overview />;
}
