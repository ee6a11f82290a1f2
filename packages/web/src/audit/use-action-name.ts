"use client";
import { useTranslations } from "use-intl";

/** What was done, in the reader's words. What is newer than the catalogue keeps its name. */
export function useActionName(): (action: string) => string {
  const words = useTranslations("audit.action");
  return (action) => {
    const key = action.replaceAll(".", "-") as "tenant-renameTenant";
    return words.has(key) ? words(key) : action;
  };
}
