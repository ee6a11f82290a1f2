import type { Metadata } from "next";
import { Home } from "../../src/tenant/home";
import { pageTitle } from "../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ home }) => home.title);

export default function Page() {
  return <Home />;
}
