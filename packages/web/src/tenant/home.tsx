"use client";
import { useTranslations } from "use-intl";
import { api } from "../session/api";
import { signOut } from "../session/session";
import { SignedIn } from "../session/signed-in";
import { Button } from "../ui/button";
import { Failure } from "../ui/failure";
import { useLoaded } from "../ui/use-loaded";
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

const readMe = () => api.auth.readMe();
const listTenants = async () => {
  const items = [];
  for await (const tenant of api.tenant.listTenants.items({ query: { limit: 100 } })) {
    items.push(tenant);
  }
  return items;
};

function Businesses() {
  const words = useTranslations("home");
  const me = useLoaded(readMe);
  const tenants = useLoaded(listTenants);
  if (tenants.error !== undefined) {
    return (
      <>
        <Failure error={tenants.error} />
        <Button look="quiet" onClick={tenants.reload}>
          {words("retry")}
        </Button>
      </>
    );
  }
  if (!tenants.value) return <Waiting />;
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

/** As large as what comes, so that nothing jumps. */
function Waiting() {
  const words = useTranslations("home");
  return (
    <div role="status" aria-label={words("loading")} className="grid gap-3">
      {["a", "b"].map((key) => (
        <div
          key={key}
          className="h-16 animate-pulse rounded-lg bg-line motion-reduce:animate-none"
        />
      ))}
    </div>
  );
}
