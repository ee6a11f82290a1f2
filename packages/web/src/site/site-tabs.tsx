"use client";
import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { PageHeader } from "../ui/page-header";

const TABS = ["pages", "profile", "domains"] as const;

/** What is above each page of the site's part of the console: its parts, and the way to what visitors see. */
export function SiteHeader() {
  const words = useTranslations("site");
  const { root, slug } = useHere();
  const path = usePathname();
  return (
    <>
      <PageHeader
        title={words("title")}
        lead={words("lead")}
        actions={
          <a
            href={`/${slug}`}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-h-9 items-center gap-2 rounded-lg border border-line bg-raised px-3 font-medium text-sm hover:border-edge"
          >
            {words("visit")}
            <ExternalLink aria-hidden className="size-4" />
          </a>
        }
      />
      <nav aria-label={words("parts")}>
        <ul className="flex flex-wrap gap-x-5 border-line border-b">
          {TABS.map((tab) => {
            const href = tab === "pages" ? `${root}/site` : `${root}/site/${tab}`;
            const isHere = path === href;
            return (
              <li key={tab}>
                <Link
                  href={href}
                  aria-current={isHere ? "page" : undefined}
                  className="-mb-px inline-flex min-h-10 items-center border-transparent border-b-2 font-medium text-quiet text-sm hover:text-ink aria-[current]:border-brand aria-[current]:text-ink"
                >
                  {words(tab)}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
    </>
  );
}
