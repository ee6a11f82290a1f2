import type { Metadata } from "next";
import { AuditPage } from "../../../../../src/audit/audit-page";
import { pageTitle } from "../../../../../src/words/page-title";

export const generateMetadata = (): Promise<Metadata> => pageTitle(({ nav }) => nav.audit);

export default function Page() {
  return <AuditPage />;
}
