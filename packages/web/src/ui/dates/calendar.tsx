"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../button";
import { addMonths, type Day, firstOfMonth, firstWeekday, writeDay } from "./calendar-days";
import { Month } from "./month";
import type { DateRange } from "./range";

/** Two months, on a phone one, of which a range is chosen by its first and its last day. */
export function Calendar(props: {
  locale: string;
  today: Day;
  range: DateRange | undefined;
  min?: Day | undefined;
  max?: Day | undefined;
  onRange: (range: DateRange) => void;
}) {
  const { locale, today, range, min, max, onRange } = props;
  const words = useTranslations("dates");
  const [focused, setFocused] = useState(range?.to ?? today);
  const [month, setMonth] = useState(() => addMonths(firstOfMonth(range?.to ?? today), -1));
  const [started, start] = useState<Day>();
  const [pointed, point] = useState<Day>();
  const frame = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const second = addMonths(month, 1);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    // On a phone only the second of the two is there.
    const days = frame.current?.querySelectorAll<HTMLElement>(`[data-day="${focused}"]`) ?? [];
    [...days].find((day) => day.offsetParent)?.focus();
  });
  const show = (day: Day) => {
    const shown = firstOfMonth(day);
    const isNarrow = !frame.current?.querySelector<HTMLElement>("[data-first]")?.offsetParent;
    if (shown > second || (isNarrow && shown < second)) setMonth(addMonths(shown, -1));
    else if (shown < month) setMonth(shown);
  };
  const focus = (day: Day) => {
    const early = min !== undefined && day < min ? min : day;
    const within = max !== undefined && early > max ? max : early;
    moved.current = true;
    setFocused(within);
    show(within);
  };
  const pick = (day: Day) => {
    setFocused(day);
    if (!started) return start(day);
    start(undefined);
    onRange(inOrder(started, day));
  };
  const turn = (by: number) => {
    setMonth(addMonths(month, by));
    setFocused(addMonths(second, by));
  };
  const shown = started ? inOrder(started, pointed ?? started) : range;
  const shared = { locale, firstDay: firstWeekday(locale), today, focused, range: shown, min, max };
  const name = (day: Day) => writeDay(day, locale, { month: "long", year: "numeric" });
  return (
    <div ref={frame} className="grid gap-2">
      <header className="flex items-center gap-2">
        <Turn label={words("before")} icon={ChevronLeft} onClick={() => turn(-1)} />
        <p data-first className="flex-1 text-center font-medium text-sm max-sm:hidden">
          {name(month)}
        </p>
        <p aria-live="polite" className="flex-1 text-center font-medium text-sm">
          {name(second)}
        </p>
        <Turn label={words("after")} icon={ChevronRight} onClick={() => turn(1)} />
      </header>
      <div className="flex items-start gap-6">
        {[month, second].map((each, index) => (
          <div key={each} className={`flex-1 ${index === 0 ? "max-sm:hidden" : ""}`}>
            <Month {...shared} month={each} onFocus={focus} onPoint={point} onPick={pick} />
          </div>
        ))}
      </div>
      <p role="status" className="min-h-5 text-quiet text-xs">
        {started && words("chooseEnd", { day: writeDay(started, locale, { dateStyle: "long" }) })}
      </p>
    </div>
  );
}

const inOrder = (one: Day, other: Day): DateRange =>
  one <= other ? { from: one, to: other } : { from: other, to: one };

function Turn(props: { label: string; icon: typeof ChevronLeft; onClick: () => void }) {
  const { label, icon: Icon, onClick } = props;
  return (
    <Button look="bare" size="icon" aria-label={label} onClick={onClick}>
      <Icon aria-hidden className="size-4 rtl:-scale-x-100" />
    </Button>
  );
}
