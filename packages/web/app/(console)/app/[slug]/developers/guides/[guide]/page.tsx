import type { Metadata } from "next";
import { GuidePage } from "../../../../../../../src/developers/pages";
import { pageTitle } from "../../../../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> =>
  pageTitle(({ developers }) => developers.guides);

export default async function Page({ params }: { params: Promise<{ guide: string }> }) {
  return <GuidePage name={(await params).guide} />;
}
