import type { TenantSummary } from "@faibric/core/tenant/tenant.schema";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { rootOf } from "../frame/tenancy";

export function TenantList({ tenants }: { tenants: readonly TenantSummary[] }) {
  const words = useTranslations("home");
  if (tenants.length === 0) return null;
  return (
    <ul className="grid gap-3">
      {tenants.map(({ tenantId, name, slug, role }) => (
        <li key={tenantId}>
          <Link
            href={rootOf({ slug })}
            className="flex flex-wrap items-baseline justify-between gap-x-4 rounded-lg border border-line bg-raised px-4 py-3 hover:border-edge"
          >
            <span className="grid min-w-0">
              <strong className="wrap-anywhere font-medium" dir="auto">
                {name}
              </strong>
              <span className="text-quiet text-sm">{slug}</span>
            </span>
            <span className="text-quiet text-sm">{words("role", { role })}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
