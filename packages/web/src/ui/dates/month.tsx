"use client";
import type { KeyboardEvent } from "react";
import { addDays, addMonths, type Day, startOfWeek, weeksOf, writeDay } from "./calendar-days";
import type { DateRange } from "./range";

const STEPS: Readonly<Record<string, (day: Day, first: number) => Day>> = {
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  Home: (day, first) => startOfWeek(day, first),
  End: (day, first) => addDays(startOfWeek(day, first), 6),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
};

interface Props {
  month: Day;
  locale: string;
  firstDay: number;
  today: Day;
  /** The day that Tab comes to. */
  focused: Day;
  range: DateRange | undefined;
  min?: Day | undefined;
  max?: Day | undefined;
  onFocus: (day: Day) => void;
  onPoint: (day: Day) => void;
  onPick: (day: Day) => void;
}

/** A month whose days can be chosen. Arrows go by days and weeks, page keys by months, with Shift by years. */
export function Month(props: Props) {
  const { month, locale, firstDay, focused, onFocus } = props;
  const weeks = weeksOf(month, firstDay);
  const title = writeDay(month, locale, { month: "long", year: "numeric" });
  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    const isRtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const aside = { ArrowLeft: isRtl ? 1 : -1, ArrowRight: isRtl ? -1 : 1 }[event.key];
    const years = event.shiftKey ? { PageUp: -12, PageDown: 12 }[event.key] : undefined;
    const step = STEPS[event.key];
    if (aside === undefined && !step) return;
    event.preventDefault();
    if (aside !== undefined) onFocus(addDays(focused, aside));
    else if (years) onFocus(addMonths(focused, years));
    else if (step) onFocus(step(focused, firstDay));
  };
  return (
    <table aria-label={title} className="w-full table-fixed text-sm">
      <thead>
        <tr>
          {weeks[0]?.map((day) => (
            <th key={day} scope="col" className="h-8 font-normal text-quiet text-xs">
              <span className="sr-only">{writeDay(day, locale, { weekday: "long" })}</span>
              <span aria-hidden>{writeDay(day, locale, { weekday: "short" })}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) =>
              day.slice(0, 7) === month.slice(0, 7) ? (
                <DayCell key={day} {...props} day={day} onKey={pressed} />
              ) : (
                <td key={day} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Pressed = (event: KeyboardEvent<HTMLElement>) => void;

function DayCell({ day, onKey, ...props }: Props & { day: Day; onKey: Pressed }) {
  const { locale, today, focused, range, min = "", max = "9999-12-31", onPoint, onPick } = props;
  const isIn = range !== undefined && range.from <= day && day <= range.to;
  const isEnd = range !== undefined && (day === range.from || day === range.to);
  const ends = `${day === range?.from ? "rounded-s-lg" : ""} ${day === range?.to ? "rounded-e-lg" : ""}`;
  return (
    <td className={`p-0 ${isIn ? `bg-accent-ground ${ends}` : ""}`}>
      <button
        type="button"
        data-day={day}
        tabIndex={day === focused ? 0 : -1}
        disabled={day < min || day > max}
        aria-current={day === today ? "date" : undefined}
        aria-pressed={isIn}
        aria-label={writeDay(day, locale, { dateStyle: "full" })}
        onMouseEnter={() => onPoint(day)}
        onFocus={() => onPoint(day)}
        onClick={() => onPick(day)}
        onKeyDown={onKey}
        className={`grid h-9 w-full cursor-pointer place-items-center rounded-lg tabular-nums -outline-offset-2 disabled:cursor-not-allowed disabled:text-quiet disabled:line-through aria-[current]:font-bold aria-[current]:underline aria-[current]:underline-offset-4 ${isEnd ? "bg-accent text-on-accent" : "hover:bg-line/60"}`}
      >
        {Number(day.slice(8))}
      </button>
    </td>
  );
}
