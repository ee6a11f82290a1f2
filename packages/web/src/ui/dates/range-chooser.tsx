"use client";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../button";
import { Calendar } from "./calendar";
import type { Day } from "./calendar-days";
import { type DateRange, PRESETS, type Preset, presetOf } from "./range";
import { TypedRange } from "./typed-range";

const NAMES = Object.keys(PRESETS) as Preset[];

/** What is often asked for, a calendar, and two fields to type in. */
export default function RangeChooser(props: {
  locale: string;
  timeZone: string | undefined;
  today: Day;
  value: DateRange | undefined;
  min?: Day | undefined;
  max?: Day | undefined;
  onReady: () => void;
  onChoose: (range: DateRange | undefined) => void;
}) {
  const { locale, timeZone, today, value, min, max, onReady, onChoose } = props;
  const words = useTranslations("dates");
  const frame = useRef<HTMLDivElement>(null);
  const latest = useRef(onReady);
  useEffect(() => {
    latest.current();
    const days = frame.current?.querySelectorAll<HTMLElement>("[data-day][tabindex='0']") ?? [];
    [...days].find((day) => day.offsetParent)?.focus();
  }, []);
  const preset = value && presetOf(value, today);
  return (
    <div ref={frame} className="grid sm:grid-cols-[11rem_1fr]">
      <div className="flex flex-wrap content-start gap-1 border-line p-2 max-sm:border-b sm:flex-col sm:border-e">
        {NAMES.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === preset}
            onClick={() => onChoose(PRESETS[name](today))}
            className="min-h-8 cursor-pointer rounded-lg px-2.5 text-start text-sm -outline-offset-2 hover:bg-line/60 aria-pressed:bg-line/80 aria-pressed:font-medium"
          >
            {words(`presets.${name}`)}
          </button>
        ))}
      </div>
      <div className="grid min-w-0 gap-3 p-3">
        <Calendar
          locale={locale}
          today={today}
          range={value}
          min={min}
          max={max}
          onRange={onChoose}
        />
        <TypedRange value={value} min={min} max={max} onChoose={onChoose} />
        <footer className="flex items-center justify-between gap-3 text-quiet text-xs">
          <span className="min-w-0 truncate">
            {words("zone", { zone: (timeZone ?? "UTC").replaceAll("_", " ") })}
          </span>
          {value && (
            <Button look="link" onClick={() => onChoose(undefined)}>
              {words("clear")}
            </Button>
          )}
        </footer>
      </div>
    </div>
  );
}
