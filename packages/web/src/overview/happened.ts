"use client";
import type { Activity } from "@faibric/core/tenant/tenant.schema";
import { useLocale, useTranslations } from "use-intl";

/** What happened, in the reader's words. What was written down before it had facts is told as it was then. */
export function useHappened(): (activity: Activity) => string {
  const words = useTranslations("happened");
  const locale = useLocale();
  const list = new Intl.ListFormat(locale);
  const partOf = (part: string) => {
    const key = `part.${part}` as "part.brand";
    return words.has(key) ? words(key) : part;
  };
  return ({ type, text, facts }) => {
    const key = type.replaceAll(".", "-") as "tenant-tenant-renamed";
    if (!facts || !words.has(key)) return text;
    const { parts = "", from, to, count, reason = "none" } = facts;
    return words(key, {
      ...facts,
      ...{ reason, change: changeOf(from, to), count: Number(count ?? 0) },
      parts: list.format(parts.split(",").filter(Boolean).map(partOf)),
    } as Parameters<typeof words<"tenant-tenant-renamed">>[1]);
  };
}

/** What became of a page: it was published, taken back, or is as public as before. */
function changeOf(from: string | undefined, to: string | undefined): string {
  if (from === to) return "changed";
  return to === "published" ? "published" : "takenBack";
}
