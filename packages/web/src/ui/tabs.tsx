"use client";
import { type KeyboardEvent, type ReactNode, useId } from "react";

export interface Tab {
  readonly key: string;
  readonly title: string;
  /** How many there are behind it. */
  readonly count?: string;
  readonly content: ReactNode;
  readonly disabled?: boolean;
}

/** Several views of one thing. Arrows go from one to the next. Source: WAI-ARIA, tabs */
export function Tabs(props: {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onChange: (key: string) => void;
}) {
  const { label, tabs, value, onChange } = props;
  const id = useId();
  const current = tabs.find(({ key }) => key === value) ?? tabs[0];
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const open = tabs.filter(({ disabled }) => !disabled);
    const at = open.findIndex(({ key }) => key === current?.key);
    const back = getComputedStyle(event.currentTarget).direction === "rtl" ? 1 : -1;
    const to = { ArrowRight: at - back, ArrowLeft: at + back, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : open.at(to % open.length);
    if (!next) return;
    event.preventDefault();
    onChange(next.key);
    document.getElementById(`${id}-${next.key}`)?.focus();
  };
  return (
    <div className="grid gap-4">
      <div
        role="tablist"
        aria-label={label}
        tabIndex={-1}
        onKeyDown={move}
        className="relative flex gap-5 overflow-x-auto border-line border-b"
      >
        {tabs.map(({ key, title, count, disabled }) => (
          <button
            key={key}
            id={`${id}-${key}`}
            type="button"
            role="tab"
            disabled={disabled}
            aria-selected={key === current?.key}
            aria-controls={key === current?.key ? `${id}-panel` : undefined}
            tabIndex={key === current?.key ? 0 : -1}
            onClick={() => onChange(key)}
            className="-mb-px inline-flex min-h-10 shrink-0 cursor-pointer items-center gap-2 border-transparent border-b-2 font-medium text-quiet text-sm -outline-offset-2 hover:text-ink disabled:cursor-not-allowed disabled:opacity-50 aria-selected:border-accent aria-selected:text-ink"
          >
            {title}
            {count && (
              <span className="rounded-full bg-line/60 px-1.5 text-xs tabular-nums">{count}</span>
            )}
          </button>
        ))}
      </div>
      <div
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={`${id}-${current?.key}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what it has may be nothing but text, which is to be reached
        tabIndex={0}
        className="min-w-0 rounded-sm"
      >
        {current?.content}
      </div>
    </div>
  );
}
