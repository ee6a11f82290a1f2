import type { Metadata } from "next";
import { SignUpForm } from "../../../src/auth/sign-up-form";
import { pageTitle } from "../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ signUp }) => signUp.title);

export default function Page() {
  return <SignUpForm />;
}
