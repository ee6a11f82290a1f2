"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import type { Entry } from "./contents";

/** Links below the developers' pages. */
export function ContentsList({ of, label }: { of: readonly Entry[]; label: string }) {
  const { root } = useHere();
  return (
    <ul aria-label={label} className="grid gap-x-6 sm:grid-cols-2">
      {of.map(({ path, title, call }) => (
        <li key={path} className="border-line border-b">
          <Link
            href={`${root}/developers${path}`}
            className="grid min-h-11 content-center gap-0.5 rounded-md px-2 py-2 text-sm hover:bg-line/40"
          >
            <span lang={call ? undefined : "en"} className="font-medium">
              {title}
            </span>
            {call && <span className="text-quiet text-xs">{call}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** That there is nothing at this address. */
export function NotHere() {
  const words = useTranslations("developers");
  return <p className="text-quiet">{words("notHere")}</p>;
}
