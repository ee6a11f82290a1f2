"use client";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { TextLink } from "../ui/button";

/** The way back to all there is for developers. */
export function Trail() {
  const words = useTranslations("developers");
  const { root } = useHere();
  return (
    <nav aria-label={words("trail")} className="text-sm">
      <TextLink href={`${root}/developers`}>{words("title")}</TextLink>
    </nav>
  );
}
