import type { Metadata } from "next";
import { SettingsPage } from "../../../../../src/settings/settings-page";
import { pageTitle } from "../../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ nav }) => nav.settings);

export default function Page() {
  return <SettingsPage />;
}
