import type { Metadata } from "next";
import { Welcome } from "../../src/onboarding/welcome";
import { pageTitle } from "../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ welcome }) => welcome.page);

export default function Page() {
  return <Welcome />;
}
