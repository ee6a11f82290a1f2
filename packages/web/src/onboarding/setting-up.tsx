"use client";
import { ONBOARDING_STEPS, type TenantSummary } from "@faibric/core/tenant/tenant.schema";
import { Check, CircleDashed } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { rootOf, useTenantOf } from "../frame/tenancy";
import { useLive } from "../live/use-live";
import { api } from "../session/api";
import { ActionButton } from "../ui/action-button";
import { LinkButton } from "../ui/button";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";

// Should nobody tell: a network may let no live connection through.
const LOOK_MS = 5_000;

/** The onboarding as it goes on, and what became of it. */
export function SettingUp({ summary }: { summary: TenantSummary }) {
  const words = useTranslations("welcome.setUp");
  const { tenantId, name, role } = summary;
  const tenant = useTenantOf(summary);
  const router = useRouter();
  const { status, failure } = tenant.value ?? {};
  useLive(tenantId, () => void tenant.reload());
  useEffect(() => {
    if (status === "active" || status === "suspended") router.replace(rootOf(summary));
    if (status !== "onboarding") return;
    const timer = setInterval(() => void tenant.reload(), LOOK_MS);
    return () => clearInterval(timer);
  }, [status, router, summary, tenant.reload]);
  const retry = async () => tenant.set(await api.tenant.retryOnboarding({ params: { tenantId } }));
  return (
    <div className="grid gap-6">
      <header className="grid gap-1">
        <h1 className="text-balance break-words font-semibold text-2xl tracking-tight" dir="auto">
          {words(status === "failed" ? "failed" : "title", { name })}
        </h1>
        {status !== "failed" && <p className="text-pretty text-quiet">{words("lead")}</p>}
      </header>
      <Loaded of={tenant} waiting={<Skeleton rows={3} />}>
        {({ progress = [] }) =>
          status === "failed" ? (
            <Notice look="bad">
              <p>{failure}</p>
              {role === "owner" && (
                <ActionButton act={retry} className="mt-2">
                  {words("retry")}
                </ActionButton>
              )}
            </Notice>
          ) : (
            <ol role="status" aria-label={words("steps")} className="grid gap-3">
              {[...ONBOARDING_STEPS, "open" as const].map((step) => (
                <Passing
                  key={step}
                  text={words(step)}
                  done={status === "active" || (step !== "open" && progress.includes(step))}
                />
              ))}
            </ol>
          )
        }
      </Loaded>
      <p>
        <LinkButton href={rootOf(summary)} look="quiet" size="small">
          {words("enter")}
        </LinkButton>
      </p>
    </div>
  );
}

function Passing({ text, done }: { text: string; done: boolean }) {
  const words = useTranslations("welcome.setUp");
  const Icon = done ? Check : CircleDashed;
  return (
    <li className={`flex items-center gap-3 ${done ? "" : "text-quiet"}`}>
      <Icon aria-hidden className={`size-5 shrink-0 ${done ? "text-good" : ""}`} />
      <span>{text}</span>
      <span className="sr-only">{words(done ? "done" : "waits")}</span>
    </li>
  );
}
