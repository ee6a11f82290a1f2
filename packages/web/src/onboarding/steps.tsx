"use client";
import { useSearchParams } from "next/navigation";
import type { FormEventHandler, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button";
import { Failure } from "../ui/failure";
import type { Draft } from "./draft";

export const STEPS = ["name", "work", "look", "first"] as const;
export type Step = (typeof STEPS)[number];

export interface StepProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly next: () => void;
}

/** Which step the address names. Going back and a reload are the browser's own. */
export function useStep() {
  const asked = useSearchParams().get("step");
  const step = STEPS.find((name) => name === asked) ?? "name";
  // The steps are all here already: the server is not asked, so the next one is there at once.
  const go = (to: Step) => {
    if (to === step) return;
    window.history.pushState(null, "", `/welcome?step=${to}`);
    window.scrollTo({ top: 0 });
  };
  const after = STEPS[STEPS.indexOf(step) + 1];
  return { step, go, next: () => after && go(after) };
}

/** How far one is. Steps that are behind can be gone back to. */
export function Stepper({ step, go }: { step: Step; go: (to: Step) => void }) {
  const words = useTranslations("welcome");
  const at = STEPS.indexOf(step);
  return (
    <nav aria-label={words("steps")}>
      <ol className="grid grid-cols-4 gap-2">
        {STEPS.map((name, index) => (
          <li key={name} aria-current={name === step ? "step" : undefined} className="grid gap-1.5">
            <span
              aria-hidden
              className={`h-1 rounded-full ${index <= at ? "bg-brand" : "bg-line"}`}
            />
            {index < at ? (
              <button
                type="button"
                onClick={() => go(name)}
                className="min-h-6 cursor-pointer text-start text-quiet text-xs hover:text-ink"
              >
                {words(`${name}.step`)}
              </button>
            ) : (
              <span className={`text-xs ${name === step ? "font-medium" : "text-quiet"}`}>
                {words(`${name}.step`)}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** One step: its question, its fields, and the way on. */
export function StepForm(props: {
  step: Step;
  submit: FormEventHandler<HTMLFormElement>;
  failure?: unknown;
  busy?: boolean;
  label?: string;
  children: ReactNode;
}) {
  const { step, submit, failure, busy = false, label, children } = props;
  const words = useTranslations("welcome");
  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      <header className="grid gap-1">
        <h1 className="text-balance font-semibold text-2xl tracking-tight">
          {words(`${step}.title`)}
        </h1>
        <p className="text-pretty text-quiet">{words(`${step}.lead`)}</p>
      </header>
      {children}
      {failure !== undefined && <Failure error={failure} />}
      <Button type="submit" busy={busy} className="justify-self-start">
        {label ?? words("next")}
      </Button>
    </form>
  );
}
