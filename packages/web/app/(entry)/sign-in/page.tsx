import type { Metadata } from "next";
import { SignInForm } from "../../../src/auth/sign-in-form";
import { pageTitle } from "../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ signIn }) => signIn.title);

interface Props {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function Page({ searchParams }: Props) {
  const { next } = await searchParams;
  return <SignInForm asked={typeof next === "string" ? next : null} />;
}
