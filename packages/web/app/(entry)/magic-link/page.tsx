import type { Metadata } from "next";
import { MagicLink } from "../../../src/auth/magic-link";
import { pageTitle } from "../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> =>
  pageTitle(({ magicLink }) => magicLink.title);

export default function Page() {
  return <MagicLink />;
}
