"use client";
import { useTranslations } from "use-intl";
import { useMe, useTenants } from "../frame/tenancy";
import { signOut } from "../session/session";
import { SignedIn } from "../session/signed-in";
import { Button } from "../ui/button";
import { Loaded } from "../ui/loaded";
import { Skeleton } from "../ui/skeleton";
import { CreateTenantForm } from "./create-tenant-form";
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
  const me = useMe();
  const tenants = useTenants();
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
      <CreateTenantForm isFirst={tenants.value.length === 0} onCreated={tenants.reload} />
      <footer className="flex flex-wrap items-center justify-between gap-3 border-line border-t pt-4 text-quiet text-sm">
        <span className="break-all">
          {me.value && words("signedInAs", { email: me.value.email })}
        </span>
        <Button look="quiet" onClick={() => signOut()}>
          {words("signOut")}
        </Button>
      </footer>
    </>
  );
}

const Waiting = () => <Skeleton rows={2} className="h-16" />;
