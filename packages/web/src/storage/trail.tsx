"use client";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { pathTo, useFolders, useShown } from "./use-files";

/** Where one is: the folders from the top to this one. */
export function Trail() {
  const words = useTranslations("storage");
  const { place, isTrash, hrefOf } = useShown();
  const path = pathTo(useFolders().value ?? [], place);
  const steps = [
    { key: "root", name: words("all"), href: hrefOf({ place: "root" }) },
    ...(isTrash
      ? [{ key: "trash", name: words("trash"), href: hrefOf({ trash: true }) }]
      : path.map(({ folderId, name }) => ({
          key: folderId,
          name,
          href: hrefOf({ place: folderId }),
        }))),
  ];
  return (
    <nav aria-label={words("where")} className="min-w-0">
      <ol className="flex flex-wrap items-center gap-1 text-sm">
        {steps.map(({ key, name, href }, index) => (
          <li key={key} className="flex min-w-0 items-center gap-1">
            {index > 0 && (
              <ChevronRight aria-hidden className="size-4 shrink-0 text-quiet rtl:rotate-180" />
            )}
            <Link
              href={href}
              dir="auto"
              aria-current={index === steps.length - 1 ? "page" : undefined}
              className="inline-flex min-h-9 max-w-60 items-center truncate rounded-md px-1.5 text-quiet hover:text-ink aria-[current]:font-medium aria-[current]:text-ink"
            >
              {name}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
