import type { Metadata } from "next";
import { VerifyEmail } from "../../../src/auth/verify-email";
import { pageTitle } from "../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ verify }) => verify.title);

export default function Page() {
  return <VerifyEmail />;
}
