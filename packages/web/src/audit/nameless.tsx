"use client";
import { useTranslations } from "use-intl";
import { Unavailable } from "../ui/unavailable";
import { useMembers } from "./names";

/** Says why members are called by their IDs, where their addresses cannot be read. */
export function Nameless() {
  const words = useTranslations("audit");
  const { value, error, reload } = useMembers();
  if (value !== undefined || error === undefined) return null;
  return <Unavailable title={words("nameless")} error={error} retry={reload} />;
}
