import type { Metadata } from "next";
import { AcceptInvitation } from "../../src/members/accept-invitation";
import { pageTitle } from "../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> =>
  pageTitle(({ invitation }) => invitation.title);

export default function Page() {
  return <AcceptInvitation />;
}
