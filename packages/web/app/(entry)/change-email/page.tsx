import type { Metadata } from "next";
import { ConfirmEmailChange } from "../../../src/auth/confirm-email-change";
import { pageTitle } from "../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> =>
  pageTitle(({ emailChange }) => emailChange.title);

export default function Page() {
  return <ConfirmEmailChange />;
}
