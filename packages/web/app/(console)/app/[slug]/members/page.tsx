import type { Metadata } from "next";
import { MembersPage } from "../../../../../src/members/members-page";
import { pageTitle } from "../../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ nav }) => nav.members);

export default function Page() {
  return <MembersPage />;
}
