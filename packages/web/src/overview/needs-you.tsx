"use client";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { useHere } from "../frame/tenancy";
import { ActionButton } from "../ui/action-button";
import { LinkButton } from "../ui/button";
import { Unavailable } from "../ui/unavailable";
import { overview } from "./api";
import { type Attention, attentionFrom } from "./attention";
import { firstStepsOf, type Listed } from "./first-steps";
import { useFacts } from "./use-facts";

/** What the reader should see to, and what comes first on the way to what the business wants. */
export default function NeedsYou() {
  const { may } = useHere();
  const { facts, error, reload } = useFacts();
  if (error !== undefined) return <Unavailable error={error} retry={reload} />;
  const attention = attentionFrom(facts);
  const steps = firstStepsOf(facts, may);
  return (
    <div className="grid gap-8 empty:hidden">
      {attention.length > 0 && <Attentions of={attention} />}
      {steps.some(({ done }) => !done) && <FirstSteps of={steps} />}
    </div>
  );
}

function Attentions({ of }: { of: readonly Attention[] }) {
  const words = useTranslations("overview");
  return (
    <section aria-labelledby="needs-you" className="grid gap-3">
      <h2 id="needs-you" className="font-semibold tracking-tight">
        {words("needsYou")}
      </h2>
      <ul className="grid rounded-xl border border-line bg-raised">
        {of.map((one) => (
          <Row key={one.key} of={one} />
        ))}
      </ul>
    </section>
  );
}

function Row({ of }: { of: Attention }) {
  const { what, name = "", at, count = 0, path } = of;
  const words = useTranslations("overview.attention");
  const { root, tenant, tenantId, may } = useHere();
  const { ago, date } = useFormat();
  const removeSample = async () =>
    tenant.set(await overview.removeSample({ params: { tenantId } }));
  const gaps = { name, count, ago: at ? ago(at) : "", at: at ? date(at) : "" };
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-line border-b px-4 py-3 last:border-b-0">
      <span className="min-w-0 grow basis-64 break-words text-sm">
        {words(`${what}.text`, gaps)}
      </span>
      {path && (
        <LinkButton
          href={path.startsWith("/account") ? path : root + path}
          look="quiet"
          size="small"
          aria-label={name ? `${words(`${what}.act`)}: ${name}` : undefined}
        >
          {words(`${what}.act`)}
        </LinkButton>
      )}
      {what === "sample" && may("tenant.write") && (
        <ActionButton act={removeSample}>{words("sample.act")}</ActionButton>
      )}
    </li>
  );
}

function FirstSteps({ of }: { of: readonly Listed[] }) {
  const words = useTranslations("overview");
  const { root } = useHere();
  const done = of.filter((step) => step.done).length;
  return (
    <section aria-labelledby="first-steps" className="grid gap-3">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="first-steps" className="font-semibold tracking-tight">
          {words("firstSteps")}
        </h2>
        <p className="text-quiet text-sm">{words("stepsDone", { done, count: of.length })}</p>
      </header>
      <ul className="grid rounded-xl border border-line bg-raised">
        {of.map(({ what, path, done: isDone }) => (
          <li
            key={what}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-line border-b px-4 py-3 last:border-b-0"
          >
            <span className="flex min-w-0 grow basis-64 items-start gap-3 text-sm">
              <span
                aria-hidden
                className={`mt-0.5 grid size-5 shrink-0 place-content-center rounded-full border text-xs ${isDone ? "border-good bg-good-ground text-good" : "border-edge"}`}
              >
                {isDone ? "✓" : ""}
              </span>
              <span className={isDone ? "text-quiet" : ""}>
                {words(`step.${what}.text`)}
                <span className="sr-only">{isDone ? ` (${words("isDone")})` : ""}</span>
              </span>
            </span>
            {!isDone && (
              <LinkButton
                href={path.startsWith("/account") ? path : root + path}
                look="quiet"
                size="small"
              >
                {words(`step.${what}.act`)}
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
