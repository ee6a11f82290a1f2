"use client";
import { fillIn } from "@faibric/core/platform/sample-words";
import { Check, Copy } from "lucide-react";
import { type ReactNode, useId, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { useFilling } from "./in-use";
import { useCopy } from "./use-copy";

export interface Code {
  readonly label: string;
  readonly source: string;
}

/** Which way of calling the reader likes, on every page of this visit. */
let liked = "curl";
const listeners = new Set<() => void>();
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
function like(label: string): void {
  liked = label;
  for (const listener of listeners) listener();
}

/** How something is called, in one of several ways, with the reader's own filled in. */
export function Samples({ of, about }: { of: readonly Code[]; about: string }) {
  const words = useTranslations("developers");
  const label = useSyncExternalStore(
    subscribe,
    () => liked,
    () => "curl",
  );
  const shown = of.find((sample) => sample.label === label) ?? of[0];
  const name = useId();
  if (!shown) return null;
  return (
    <Sample source={shown.source} label={`${shown.label}: ${about}`}>
      <fieldset className="flex gap-1">
        <legend className="sr-only">{words("sampleOf", { about })}</legend>
        {of.map((sample) => (
          <label
            key={sample.label}
            className="inline-flex min-h-7 cursor-pointer items-center rounded-md px-2 text-quiet text-xs hover:text-ink has-checked:bg-line/60 has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={sample === shown}
              onChange={() => like(sample.label)}
            />
            {sample.label}
          </label>
        ))}
      </fieldset>
    </Sample>
  );
}

/** Code to copy, with the reader's own in it. */
export function Sample(props: { source: string; label: string; children: ReactNode }) {
  const { source, ...rest } = props;
  const filling = useFilling();
  return <CodeBlock text={fillIn(source, filling).trimEnd()} {...rest} />;
}

/** Code as it is. What is wider than its place is scrolled, with the keyboard too. */
export function CodeBlock(props: {
  text: string;
  label: string;
  /** What stands above it: which language it is, or a choice of them. */
  children: ReactNode;
}) {
  const { text, label, children } = props;
  const words = useTranslations("ui");
  const [failed, setFailed] = useState(false);
  const { copied, copy } = useCopy();
  const Icon = copied ? Check : Copy;
  return (
    <div className="min-w-0 rounded-lg border border-line bg-raised">
      <div className="flex items-center justify-between gap-2 border-line border-b py-1 ps-2 pe-1">
        {children}
        <span role="status" className={failed ? "text-bad text-xs" : "sr-only"}>
          {copied && words("copied")}
          {failed && !copied && words("notCopied")}
        </span>
        <button
          type="button"
          aria-label={words("copy", { label })}
          onClick={() => copy(text).catch(() => setFailed(true))}
          className="grid size-8 shrink-0 cursor-pointer place-items-center rounded-md text-quiet hover:bg-line/60 hover:text-ink"
        >
          <Icon aria-hidden className="size-4" />
        </button>
      </div>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
        tabIndex={0}
        aria-label={label}
        dir="ltr"
        className="max-h-[32rem] overflow-auto rounded-b-lg p-3 text-[0.8125rem] leading-relaxed"
      >
        <pre>
          <code>{text}</code>
        </pre>
      </section>
    </div>
  );
}
