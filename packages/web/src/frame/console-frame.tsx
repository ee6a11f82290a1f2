"use client";
import type { TenantId } from "@faibric/core/platform/id";
import { useParams, usePathname } from "next/navigation";
import { type ReactNode, use, useEffect, useEffectEvent, useRef } from "react";
import { useTranslations } from "use-intl";
import { useLive } from "../live/use-live";
import { SignedIn } from "../session/signed-in";
import { LinkButton } from "../ui/button";
import { Loaded } from "../ui/loaded";
import { EmptyState } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { Toasts } from "../ui/toast";
import { Unavailable } from "../ui/unavailable";
import { reloadShown, useAtRest, useOnReturn } from "../ui/use-cached";
import { useBrand } from "./brand";
import { Chrome } from "./chrome";
import { FormatProvider } from "./format";
import { HereContext, hereOf, readAhead, useHere, useMe, useTenantOf, useTenants } from "./tenancy";
import { TenantState } from "./tenant-state";

if (typeof window !== "undefined") void readAhead(window.location.pathname);

/**
 * What is around every page of the console. It stays, whoever turns out to be signed in and whatever business the
 * page is about: only what is in the middle waits for that.
 */
export function ConsoleFrame({ children }: { children: ReactNode }) {
  const { slug } = useParams<{ slug?: string }>();
  const tenants = useTenants();
  const summary = slug === undefined ? undefined : tenants.value?.find((one) => one.slug === slug);
  const tenant = useTenantOf(summary);
  const settings = tenant.value?.settings;
  const ref = useBrand(settings?.brand?.primaryColor);
  return (
    <HereContext value={summary && hereOf(summary, tenant)}>
      <FormatProvider locale={settings?.locale} timeZone={settings?.timeZone}>
        <div ref={ref} className="contents">
          <Chrome>
            <SignedIn
              waiting={<Skeleton rows={4} />}
              failed={(why) => <div className="grid max-w-md gap-4">{why}</div>}
            >
              <Framed slug={slug}>{children}</Framed>
            </SignedIn>
          </Chrome>
          <Toasts />
        </div>
      </FormatProvider>
    </HereContext>
  );
}

function Framed({ slug, children }: { slug: string | undefined; children: ReactNode }) {
  const here = use(HereContext);
  const tenants = useTenants();
  const me = useMe();
  useFresh(tenants.reload);
  if (me.value === undefined && me.error !== undefined) {
    return <Unavailable error={me.error} retry={me.reload} />;
  }
  if (slug === undefined) return children;
  if (here) return <OfTenant key={here.tenantId}>{children}</OfTenant>;
  return (
    <Loaded of={tenants} waiting={<Skeleton rows={4} />}>
      {() => <NotYours slug={slug} />}
    </Loaded>
  );
}

function OfTenant({ children }: { children: ReactNode }) {
  const { tenant, tenantId } = useHere();
  useNews(tenantId);
  const unreadable = tenant.value === undefined && tenant.error !== undefined;
  return (
    <>
      <TenantState />
      {unreadable ? <Unavailable error={tenant.error} retry={tenant.reload} /> : children}
    </>
  );
}

/** What anybody changes is seen without asking: a new role, another name, somebody who has joined. */
function useNews(tenantId: TenantId) {
  const isAtRest = useAtRest();
  const isNews = useRef(false);
  const look = () => {
    isNews.current = false;
    void reloadShown();
  };
  // While the page is still being read there is always news: that the connection is open.
  useLive(tenantId, () => {
    if (isAtRest) look();
    else isNews.current = true;
  });
  const catchUp = useEffectEvent(() => isNews.current && look());
  useEffect(() => {
    if (isAtRest) catchUp();
  }, [isAtRest]);
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
