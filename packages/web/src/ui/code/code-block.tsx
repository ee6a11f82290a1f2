"use client";
import { useId, useMemo } from "react";
import { CopyButton } from "../copy-button";
import { highlight, type Kind, type Language } from "./highlight";

const LOOKS: Readonly<Record<Kind, string>> = {
  plain: "",
  comment: "text-quiet italic",
  string: "text-good",
  number: "text-warn",
  word: "text-chart-4",
  name: "text-accent",
};

/** Code to read and to copy. */
export function CodeBlock(props: { label: string; code: string; language?: Language }) {
  const { label, code, language = "text" } = props;
  const id = useId();
  const pieces = useMemo(() => highlight(code, language), [code, language]);
  return (
    <figure className="min-w-0 overflow-hidden rounded-lg border border-line bg-sunken">
      <figcaption className="flex items-center justify-between gap-3 border-line border-b bg-raised py-1 ps-3 pe-1.5">
        <span id={id} className="min-w-0 truncate text-quiet text-xs" dir="auto">
          {label}
        </span>
        <CopyButton text={code} label={label} />
      </figcaption>
      <section
        aria-labelledby={id}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled to with the keyboard
        tabIndex={0}
        className="relative overflow-x-auto -outline-offset-2"
      >
        <pre dir="ltr" className="w-max p-3 text-start font-mono text-[0.8125rem] leading-relaxed">
          <code>
            {pieces.map(({ kind, text }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces are never moved
              <span key={index} className={LOOKS[kind]}>
                {text}
              </span>
            ))}
          </code>
        </pre>
      </section>
    </figure>
  );
}
