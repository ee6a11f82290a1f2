import type { Metadata } from "next";
import { ResetPassword } from "../../../src/auth/reset-password";
import { pageTitle } from "../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ reset }) => reset.title);

export default function Page() {
  return <ResetPassword />;
}
