import { Check, X } from "lucide-react";
import { useTranslations } from "use-intl";

export interface Step {
  readonly key: string;
  readonly title: string;
  readonly lead?: string;
  readonly state: "done" | "current" | "waiting" | "failed";
}

const MARKS = {
  done: "border-accent bg-accent text-on-accent",
  current: "border-accent text-accent",
  waiting: "border-edge text-quiet",
  failed: "border-bad bg-bad-ground text-bad",
} as const;

/** Where one is on the way through several steps: side by side, on a phone one below the other. */
export function Stepper({ label, steps }: { label: string; steps: readonly Step[] }) {
  const words = useTranslations("stepper");
  return (
    <ol aria-label={label} className="flex gap-x-3 max-sm:flex-col">
      {steps.map(({ key, title, lead, state }, index) => (
        <li
          key={key}
          aria-current={state === "current" ? "step" : undefined}
          className="group flex min-w-0 gap-3 not-last:flex-1 sm:flex-col sm:gap-2"
        >
          <span className="flex items-center gap-3 max-sm:flex-col max-sm:gap-1">
            <span
              aria-hidden
              className={`grid size-7 shrink-0 place-items-center rounded-full border-2 font-semibold text-xs ${MARKS[state]}`}
            >
              {state === "done" && <Check className="size-4" />}
              {state === "failed" && <X className="size-4" />}
              {(state === "current" || state === "waiting") && index + 1}
            </span>
            <span
              aria-hidden
              className={`group-last:hidden max-sm:min-h-4 max-sm:w-0.5 max-sm:flex-1 sm:h-0.5 sm:flex-1 ${state === "done" ? "bg-accent" : "bg-line"}`}
            />
          </span>
          <span className="grid min-w-0 content-start pb-3 max-sm:pt-0.5 sm:pb-0">
            <span className={`font-medium text-sm ${state === "waiting" ? "text-quiet" : ""}`}>
              {title}
              <span className="sr-only"> ({words(state)})</span>
            </span>
            {lead && (
              <span className={`text-sm ${state === "failed" ? "text-bad" : "text-quiet"}`}>
                {lead}
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
