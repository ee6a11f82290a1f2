"use client";
import { CalendarDays } from "lucide-react";
import { lazy, Suspense, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../frame/format";
import { Labelled } from "../field";
import { placeBelow } from "../place";
import { Skeleton } from "../skeleton";
import { type Day, writeRange } from "./calendar-days";
import { type DateRange, presetOf, todayIn } from "./range";

const RangeChooser = lazy(() => import("./range-chooser"));

/** From one day to another, in the tenant's time zone. What chooses them is loaded when it is opened. */
export function DateRangeField(props: {
  label: string;
  hint?: string;
  error?: string | undefined;
  value: DateRange | undefined;
  onChange: (range: DateRange | undefined) => void;
  min?: Day;
  max?: Day;
  disabled?: boolean;
}) {
  const { label, hint, error, value, onChange, min, max, disabled } = props;
  const words = useTranslations("dates");
  const { locale, timeZone } = useFormat();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const today = todayIn(timeZone);
  const preset = value && presetOf(value, today);
  const place = () => placeBelow(button.current, popover.current);
  const choose = (range: DateRange | undefined) => {
    onChange(range);
    popover.current?.hidePopover();
    button.current?.focus();
  };
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => (
        <>
          <button
            {...described}
            ref={button}
            type="button"
            disabled={disabled}
            popoverTarget={id}
            aria-haspopup="dialog"
            aria-labelledby={`${described.id}-label ${described.id}`}
            className="flex min-h-11 w-full cursor-pointer items-center gap-2.5 rounded-lg border border-edge bg-raised px-3 text-start disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-bad"
          >
            <CalendarDays aria-hidden className="size-4 shrink-0 text-quiet" />
            <span className={`min-w-0 flex-1 truncate ${value ? "" : "text-quiet"}`}>
              {value ? writeRange(value, locale) : words("any")}
            </span>
            {preset && (
              <span className="truncate text-quiet text-sm">{words(`presets.${preset}`)}</span>
            )}
          </button>
          <div
            ref={popover}
            id={id}
            role="dialog"
            aria-label={label}
            popover="auto"
            onToggle={({ newState }) => {
              setOpen(newState === "open");
              if (newState === "open") place();
            }}
            className="fixed inset-auto m-0 max-h-[calc(100dvh-1rem)] w-[calc(100vw-1rem)] overflow-auto rounded-xl border border-line bg-raised text-ink shadow-xl sm:w-[44rem]"
          >
            {open && (
              <Suspense fallback={<Skeleton rows={1} className="h-80" />}>
                <RangeChooser
                  locale={locale}
                  timeZone={timeZone}
                  today={today}
                  value={value}
                  min={min}
                  max={max}
                  onReady={place}
                  onChoose={choose}
                />
              </Suspense>
            )}
          </div>
        </>
      )}
    </Labelled>
  );
}
