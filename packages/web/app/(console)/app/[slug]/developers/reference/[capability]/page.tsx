import type { Metadata } from "next";
import { ReferencePage } from "../../../../../../../src/developers/pages";
import { pageTitle } from "../../../../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> =>
  pageTitle(({ developers }) => developers.reference);

export default async function Page({ params }: { params: Promise<{ capability: string }> }) {
  return <ReferencePage capability={(await params).capability} />;
}
