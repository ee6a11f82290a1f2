import type { Metadata } from "next";
import { KeysPage } from "../../../../../src/keys/keys-page";
import { pageTitle } from "../../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ nav }) => nav.keys);

export default function Page() {
  return <KeysPage />;
}
