import type { Metadata } from "next";
import { ProfilePage } from "../../../../../../src/site/profile-page";
import { pageTitle } from "../../../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ site }) => site.profile);

export default function Page() {
  return <ProfilePage />;
}
