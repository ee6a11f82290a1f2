"use client";
import { useTranslations } from "use-intl";
import { COLOURS, type Series } from "./chart-values";

const MARKS = ["bg-chart-1", "bg-chart-2", "bg-chart-3", "bg-chart-4", "bg-chart-5", "bg-chart-6"];

/** What each colour is. A click hides a series, and shows it again; the last one stays. */
export function Legend(props: {
  series: readonly Series[];
  hidden: ReadonlySet<string>;
  onHide: (hidden: ReadonlySet<string>) => void;
}) {
  const { series, hidden, onHide } = props;
  const words = useTranslations("chart");
  const toggle = (key: string) => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    if (next.size < series.length) onHide(next);
  };
  return (
    <ul className="-ms-2 flex flex-wrap gap-x-1 gap-y-0.5">
      {series.map(({ key, title }, index) => (
        <li key={key} className="max-w-full">
          <button
            type="button"
            aria-pressed={!hidden.has(key)}
            aria-label={words("series", { title })}
            onClick={() => toggle(key)}
            className="inline-flex min-h-7 max-w-full cursor-pointer items-center gap-2 rounded-md px-2 text-sm hover:bg-line/50 aria-[pressed=false]:text-quiet aria-[pressed=false]:line-through"
          >
            <span
              aria-hidden
              className={`size-2.5 shrink-0 rounded-sm ${hidden.has(key) ? "bg-edge" : MARKS[index % COLOURS.length]}`}
            />
            <span className="truncate" dir="auto">
              {title}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
