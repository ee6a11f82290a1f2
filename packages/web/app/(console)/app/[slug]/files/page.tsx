import type { Metadata } from "next";
import { FilesPage } from "../../../../../src/storage/files-page";
import { pageTitle } from "../../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ nav }) => nav.files);

export default function Page() {
  return <FilesPage />;
}
