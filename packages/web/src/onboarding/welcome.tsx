"use client";
import { Brand } from "@faibric/core/tenant/tenant.schema";
import { useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useBrand } from "../frame/brand";
import { useTenants } from "../frame/tenancy";
import { SignedIn } from "../session/signed-in";
import { SignedInAs } from "../tenant/signed-in-as";
import { TextLink } from "../ui/button";
import { Loaded } from "../ui/loaded";
import { Skeleton } from "../ui/skeleton";
import { Unavailable } from "../ui/unavailable";
import { type Draft, forgetDraft, useDraft } from "./draft";
import { FirstStep } from "./first-step";
import { LookStep } from "./look-step";
import { NameStep } from "./name-step";
import { SettingUp } from "./setting-up";
import { type Step, Stepper, useStep } from "./steps";
import { WorkStep } from "./work-step";

/** Founds a business: four questions, then its onboarding as it goes on. */
export function Welcome() {
  return (
    <SignedIn waiting={<Frame>{<Skeleton rows={3} />}</Frame>}>
      <Begun />
    </SignedIn>
  );
}

/** A business that is founded is named in the address: a reload comes back to it. */
function Begun() {
  const slug = useSearchParams().get("of");
  const tenants = useTenants();
  if (slug === null) return <Questions />;
  return (
    <Frame>
      <Loaded of={tenants} waiting={<Skeleton rows={3} />}>
        {(list) => {
          const summary = list.find((tenant) => tenant.slug === slug);
          return summary ? <SettingUp summary={summary} /> : <Unknown />;
        }}
      </Loaded>
    </Frame>
  );
}

function Questions() {
  const { draft, change } = useDraft();
  const { step, go, next } = useStep();
  const router = useRouter();
  const tenants = useTenants();
  const [taken, setTaken] = useState("");
  if (!draft) return <Frame>{<Skeleton rows={3} />}</Frame>;
  const onFounded = async (slug: string) => {
    await tenants.reload();
    forgetDraft();
    router.replace(`/welcome?of=${slug}`);
  };
  const onTaken = () => {
    setTaken(draft.slug);
    go("name");
  };
  // Whoever comes to a later step with nothing said begins at the first.
  const at: Step = draft.name.trim() ? step : "name";
  const said = { draft, change, next };
  const pages: Readonly<Record<Step, ReactNode>> = {
    name: <NameStep {...said} taken={taken !== "" && taken === draft.slug} />,
    work: <WorkStep {...said} />,
    look: <LookStep {...said} />,
    first: <FirstStep {...said} onFounded={onFounded} onTaken={onTaken} />,
  };
  return (
    <Frame draft={draft}>
      <Stepper step={at} go={go} />
      {pages[at]}
      {tenants.error !== undefined && !tenants.value && (
        <Unavailable error={tenants.error} retry={tenants.reload} />
      )}
      <SignedInAs />
    </Frame>
  );
}

function Unknown() {
  const words = useTranslations("welcome");
  return (
    <p>
      {words("unknown")} <TextLink href="/home">{words("home")}</TextLink>
    </p>
  );
}

function Frame({ draft, children }: { draft?: Draft; children: ReactNode }) {
  const words = useTranslations("welcome");
  const tenants = useTenants();
  const ref = useBrand(Brand.shape.primaryColor.safeParse(draft?.color).data);
  return (
    <main
      ref={ref}
      className="mx-auto grid w-full max-w-2xl content-start gap-8 px-5 pt-[6vh] pb-12"
    >
      <p className="flex flex-wrap items-baseline justify-between gap-3 text-sm">
        <span className="font-semibold text-quiet tracking-tight">Faibric</span>
        {tenants.value && tenants.value.length > 0 && (
          <TextLink href="/home">{words("home")}</TextLink>
        )}
      </p>
      {children}
    </main>
  );
}
