"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { useTenants } from "../frame/tenancy";
import { keptInvitation } from "../members/kept-invitation";
import { SignedIn } from "../session/signed-in";
import { LinkButton } from "../ui/button";
import { Loaded } from "../ui/loaded";
import { Skeleton } from "../ui/skeleton";
import { SignedInAs } from "./signed-in-as";
import { TenantList } from "./tenant-list";

/** Where somebody lands who has signed in: the businesses they belong to. */
export function Home() {
  return (
    <SignedIn waiting={<Frame>{<Waiting />}</Frame>}>
      <Frame>
        <Businesses />
      </Frame>
    </SignedIn>
  );
}

function Frame({ children }: { children: React.ReactNode }) {
  const words = useTranslations("home");
  return (
    <main className="mx-auto grid w-full max-w-2xl gap-8 px-5 pt-[10vh] pb-12">
      <h1 className="font-semibold text-3xl tracking-tight">{words("title")}</h1>
      {children}
    </main>
  );
}

function Businesses() {
  const words = useTranslations("home");
  const tenants = useTenants();
  const router = useRouter();
  const isNew = tenants.value?.length === 0;
  useEffect(() => {
    // Whoever was invited joins that business; whoever was not founds one.
    if (isNew) router.replace(keptInvitation() ? "/invitation" : "/welcome");
  }, [isNew, router]);
  if (isNew) return <Waiting />;
  if (!tenants.value) {
    return (
      <Loaded of={tenants} waiting={<Waiting />}>
        {() => null}
      </Loaded>
    );
  }
  return (
    <>
      <TenantList tenants={tenants.value} />
      <p>
        <LinkButton href="/welcome" look="quiet">
          {words("another")}
        </LinkButton>
      </p>
      <SignedInAs />
    </>
  );
}

const Waiting = () => <Skeleton rows={2} className="h-16" />;
