"use client";
import { ChevronsUpDown, Plus } from "lucide-react";
import { use } from "react";
import { useTranslations } from "use-intl";
import { Failure } from "../ui/failure";
import { Menu, MenuGroup, MenuLink } from "../ui/menu";
import { HereContext, rootOf, useTenants } from "./tenancy";

/** The business one is in, and the others. */
export function TenantSwitcher() {
  const words = useTranslations("frame");
  const here = use(HereContext);
  const tenants = useTenants();
  return (
    <Menu
      className="flex min-h-11 w-full cursor-pointer items-center gap-2.5 rounded-lg px-2 text-start hover:bg-line/50"
      trigger={
        <>
          <span className="sr-only">{words("switch")}</span>
          <Mark name={here?.name ?? "F"} />
          <span className="min-w-0 flex-1 truncate font-medium text-sm" dir="auto">
            {here?.name ?? words("account")}
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-quiet" />
        </>
      }
    >
      {tenants.value && tenants.value.length > 0 && (
        <MenuGroup label={words("businesses")}>
          {tenants.value.map((tenant) => (
            <MenuLink key={tenant.tenantId} href={rootOf(tenant)}>
              <span className="min-w-0 flex-1 truncate" dir="auto">
                {tenant.name}
              </span>
              <span className="text-quiet text-xs">{words("role", { role: tenant.role })}</span>
            </MenuLink>
          ))}
        </MenuGroup>
      )}
      {tenants.error !== undefined && !tenants.value && <Failure error={tenants.error} />}
      <MenuLink href="/home">
        <Plus aria-hidden className="size-4" />
        {words("all")}
      </MenuLink>
    </Menu>
  );
}

/** The first letter of a business, on its colour. */
function Mark({ name }: { name: string }) {
  const [first = ""] = new Intl.Segmenter().segment(name.trim());
  return (
    <span
      aria-hidden
      className="grid size-7 shrink-0 place-items-center rounded-md bg-brand font-semibold text-on-brand text-sm"
    >
      {typeof first === "string" ? first : first.segment.toUpperCase()}
    </span>
  );
}
