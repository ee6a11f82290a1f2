"use client";
import { manages, Role } from "@faibric/core/platform/permission";
import { useTranslations } from "use-intl";
import type { Option } from "../ui/select-field";

/** The roles that somebody of a role may give, and their names. */
export function useRoles(own: Role): readonly Option[] {
  const words = useTranslations("members");
  return Role.options
    .filter((role) => manages(own, role))
    .map((role) => ({ value: role, label: words("role", { role }) }));
}
