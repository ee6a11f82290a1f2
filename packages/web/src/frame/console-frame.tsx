"use client";
import { useParams, usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useLive } from "../live/use-live";
import { SignedIn } from "../session/signed-in";
import { LinkButton } from "../ui/button";
import { Loaded } from "../ui/loaded";
import { EmptyState } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { Toasts } from "../ui/toast";
import { Unavailable } from "../ui/unavailable";
import { reloadShown, useOnReturn } from "../ui/use-cached";
import { useBrand } from "./brand";
import { Chrome } from "./chrome";
import { FormatProvider } from "./format";
import { HereContext, hereOf, useMe, useTenantOf, useTenants } from "./tenancy";
import { TenantState } from "./tenant-state";

/** What is around every page of the console. */
export function ConsoleFrame({ children }: { children: ReactNode }) {
  return (
    <SignedIn waiting={<Chrome>{<Skeleton rows={4} />}</Chrome>}>
      <Framed>{children}</Framed>
      <Toasts />
    </SignedIn>
  );
}

function Framed({ children }: { children: ReactNode }) {
  const { slug } = useParams<{ slug?: string }>();
  const tenants = useTenants();
  const me = useMe();
  useFresh(tenants.reload);
  if (me.value === undefined && me.error !== undefined) {
    return (
      <Chrome>
        <Unavailable error={me.error} retry={me.reload} />
      </Chrome>
    );
  }
  if (slug === undefined) return <Chrome>{children}</Chrome>;
  const found = tenants.value?.find((tenant) => tenant.slug === slug);
  if (found) {
    return (
      <OfTenant key={found.tenantId} summary={found}>
        {children}
      </OfTenant>
    );
  }
  return (
    <Chrome>
      <Loaded of={tenants} waiting={<Skeleton rows={4} />}>
        {() => <NotYours slug={slug} />}
      </Loaded>
    </Chrome>
  );
}

function OfTenant(props: { summary: Parameters<typeof hereOf>[0]; children: ReactNode }) {
  const { summary, children } = props;
  const tenant = useTenantOf(summary);
  const settings = tenant.value?.settings;
  const unreadable = tenant.value === undefined && tenant.error !== undefined;
  const ref = useBrand(settings?.brand?.primaryColor);
  // What anybody changes is seen without asking: a new role, another name, somebody who has joined.
  useLive(summary.tenantId, () => void reloadShown());
  return (
    <HereContext value={hereOf(summary, tenant)}>
      <FormatProvider locale={settings?.locale} timeZone={settings?.timeZone}>
        <div ref={ref} className="contents">
          <Chrome>
            <TenantState />
            {unreadable ? <Unavailable error={tenant.error} retry={tenant.reload} /> : children}
          </Chrome>
        </div>
      </FormatProvider>
    </HereContext>
  );
}

/** What others changed, such as the reader's role, is seen at the next page, or when they come back. */
function useFresh(reload: () => Promise<void>) {
  const path = usePathname();
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== path) void reload();
    before.current = path;
  }, [path, reload]);
  useOnReturn(() => void reload());
}

function NotYours({ slug }: { slug: string }) {
  const words = useTranslations("frame");
  return (
    <>
      <h1 className="sr-only">{words("notYours")}</h1>
      <EmptyState
        title={words("notYours")}
        lead={words("notYoursLead", { slug })}
        action={<LinkButton href="/home">{words("businesses")}</LinkButton>}
      />
    </>
  );
}
