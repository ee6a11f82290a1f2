"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../button";
import { type Day, isDay } from "./calendar-days";
import type { DateRange } from "./range";

/** The two ends of a range, typed. They are taken once both are days in their order. */
export function TypedRange(props: {
  value: DateRange | undefined;
  min: Day | undefined;
  max: Day | undefined;
  onChoose: (range: DateRange) => void;
}) {
  const { value, min, max, onChoose } = props;
  const words = useTranslations("dates");
  const [from, setFrom] = useState(value?.from ?? "");
  const [to, setTo] = useState(value?.to ?? "");
  const isReady = isDay(from) && isDay(to);
  const fault = isReady ? faultOf({ from, to }, min, max) : undefined;
  const input = (label: string, text: string, set: (text: string) => void) => (
    <label className="grid min-w-0 flex-1 gap-1 text-quiet text-xs">
      {label}
      <input
        type="date"
        value={text}
        min={min}
        max={max}
        aria-invalid={fault ? true : undefined}
        onChange={({ target }) => set(target.value)}
        className="min-h-9 w-full min-w-0 rounded-lg border border-edge bg-raised px-2 text-ink text-sm aria-invalid:border-bad"
      />
    </label>
  );
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-end gap-2">
        {input(words("from"), from, setFrom)}
        {input(words("to"), to, setTo)}
        <Button
          look="quiet"
          size="small"
          disabled={!isReady || fault !== undefined}
          onClick={() => onChoose({ from, to })}
        >
          {words("apply")}
        </Button>
      </div>
      {fault && (
        <p role="alert" className="text-bad text-xs">
          {words(fault)}
        </p>
      )}
    </div>
  );
}

function faultOf({ from, to }: DateRange, min = "", max = "9999-12-31") {
  if (from > to) return "wrongOrder";
  return from < min || to > max ? "outside" : undefined;
}
