"use client";
import { CircleAlert, CircleCheck, Pause, Play, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../frame/format";
import { Button } from "../button";
import { estimate, type Sample, withSample } from "./estimate";
import { ProgressBar } from "./progress-bar";

export interface Work {
  readonly state: "running" | "paused" | "done" | "failed";
  /** How much is done, and of how much: in bytes, or in pieces. Without a total nobody knows how far it is. */
  readonly done?: number;
  readonly total?: number;
  readonly unit?: "bytes" | "pieces";
  /** What is being done just now, or why it failed. */
  readonly says?: string | undefined;
}

const LOOKS = { running: "usual", paused: "rests", done: "good", failed: "bad" } as const;

/** Long work: how far it is, how fast, how long still; and what may be done about it. */
export function WorkProgress(props: {
  label: string;
  work: Work;
  onPause?: () => void;
  onResume?: () => void;
  onCancel?: () => void;
  onRetry?: () => void;
}) {
  const { label, work, onPause, onResume, onCancel, onRetry } = props;
  const words = useTranslations("work");
  const { state, total, says } = work;
  const done = state === "done" ? total : work.done;
  const value = total && done !== undefined ? Math.min(1, done / total) : undefined;
  const facts = useFacts(work);
  return (
    <section
      aria-label={label}
      className="grid min-w-0 grid-cols-1 gap-2 rounded-lg border border-line bg-raised px-4 py-3 text-sm"
    >
      <header className="flex min-h-9 items-center gap-2">
        {state === "done" && <CircleCheck aria-hidden className="size-4 shrink-0 text-good" />}
        {state === "failed" && <CircleAlert aria-hidden className="size-4 shrink-0 text-bad" />}
        <p className="min-w-0 flex-1 truncate font-medium" dir="auto" title={label}>
          {label}
        </p>
        {state === "failed" && onRetry && (
          <Button look="quiet" size="small" onClick={onRetry}>
            {words("retry")}
          </Button>
        )}
        {state === "running" && onPause && (
          <Tool label={words("pause")} icon={Pause} onClick={onPause} />
        )}
        {state === "paused" && onResume && (
          <Tool label={words("resume")} icon={Play} onClick={onResume} />
        )}
        {(state === "running" || state === "paused") && onCancel && (
          <Tool label={words("cancel")} icon={X} onClick={onCancel} />
        )}
      </header>
      <ProgressBar
        label={label}
        look={LOOKS[state]}
        value={state === "running" ? value : (value ?? (state === "done" ? 1 : 0))}
        says={facts}
      />
      <p className="flex flex-wrap justify-between gap-x-4 text-quiet text-xs">
        <span
          className={`min-w-0 wrap-anywhere ${state === "failed" ? "text-bad" : ""}`}
          dir="auto"
        >
          {says ?? words(state)}
        </span>
        <span className="tabular-nums">{facts}</span>
      </p>
      <span role="status" className="sr-only">
        {state !== "running" && `${label}: ${state === "failed" && says ? says : words(state)}`}
      </span>
    </section>
  );
}

function Tool(props: { label: string; icon: typeof Pause; onClick: () => void }) {
  const { label, icon: Icon, onClick } = props;
  return (
    <Button look="bare" size="icon" aria-label={label} title={label} onClick={onClick}>
      <Icon aria-hidden className="size-4" />
    </Button>
  );
}

/** How much of how much, how fast and how long still, as far as it is known. */
function useFacts({ state, done, total, unit = "pieces" }: Work): string {
  const words = useTranslations("work");
  const { bytes, number, duration } = useFormat();
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => {
    if (state !== "running") setSamples([]);
    else if (done !== undefined) {
      setSamples((before) => withSample(before, { at: performance.now(), done }));
    }
  }, [state, done]);
  const amount = unit === "bytes" ? bytes : number;
  const { perSecond, secondsLeft } = estimate(samples, total ?? 0);
  const facts = [];
  if (done !== undefined && total) {
    facts.push(words("of", { done: amount(done), total: amount(total) }));
  } else if (done !== undefined) facts.push(amount(done));
  if (state !== "running") return facts.join(" · ");
  if (perSecond) facts.push(words("speed", { amount: amount(Math.round(perSecond)) }));
  if (total && secondsLeft !== undefined) {
    facts.push(words("left", { time: duration(secondsLeft) }));
  }
  return facts.join(" · ");
}
