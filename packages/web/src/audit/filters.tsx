"use client";
import { AuditFilter, Outcome } from "@faibric/core/audit/audit.schema";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { Button } from "../ui/button";
import { addDays } from "../ui/dates/calendar-days";
import { DateRangeField } from "../ui/dates/date-range-field";
import { dayOf } from "../ui/dates/days";
import { type DateRange, instantsOf, todayIn } from "../ui/dates/range";
import { Field } from "../ui/field";
import { SelectField } from "../ui/select-field";

const NAMES = ["action", "actor", "target", "outcome", "from", "to"] as const;
const PAUSE_MS = 400;
/** Before there was anything to write down. */
const FIRST_DAY = "2020-01-01";

/** What the address asks the log for. What there is no such filter of is left out. */
export function useFilter() {
  const params = useSearchParams();
  const path = usePathname();
  const filter = useMemo(() => readFilter(new URLSearchParams(params)), [params]);
  const change = (next: Partial<Record<(typeof NAMES)[number], string>>) => {
    const search = new URLSearchParams(params);
    for (const [name, value] of Object.entries(next)) {
      if (value) search.set(name, value);
      else search.delete(name);
    }
    window.history.replaceState(null, "", search.size > 0 ? `${path}?${search}` : path);
  };
  return { filter, change };
}

export function readFilter(params: URLSearchParams): AuditFilter {
  const found = NAMES.flatMap((name) => {
    const value = params.get(name);
    const known = value && AuditFilter.shape[name].safeParse(value).success;
    return known ? [[name, value] as const] : [];
  });
  return AuditFilter.parse(Object.fromEntries(found));
}

type Shared = ReturnType<typeof useFilter>;

export function Filters({ filter, change }: Shared) {
  const words = useTranslations("audit");
  const outcomes = Outcome.options.map((value) => ({
    value,
    label: words("outcome", { outcome: value }),
  }));
  const isFiltered = Object.keys(filter).length > 0;
  const { timeZone } = useFormat();
  const choose = (range: DateRange | undefined) => {
    const instants = range && instantsOf(range, timeZone);
    change({ from: instants?.from ?? "", to: instants?.until ?? "" });
  };
  return (
    <search aria-label={words("filters")} className="grid gap-3">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Typed name="action" value={filter.action ?? ""} change={change} />
        <SelectField
          label={words("outcomeTitle")}
          options={[{ value: "", label: words("any") }, ...outcomes]}
          value={filter.outcome ?? ""}
          onChange={({ target }) => change({ outcome: target.value })}
        />
      </div>
      <details open={Boolean(filter.from || filter.to || filter.actor || filter.target)}>
        <summary className="min-h-6 cursor-pointer text-quiet text-sm">{words("filters")}</summary>
        <div className="grid gap-3 pt-3 sm:grid-cols-2 lg:grid-cols-4">
          <div className="sm:col-span-2">
            <DateRangeField
              label={words("days")}
              value={daysOf(filter, timeZone)}
              onChange={choose}
            />
          </div>
          <Typed name="actor" value={filter.actor ?? ""} change={change} />
          <Typed name="target" value={filter.target ?? ""} change={change} />
        </div>
      </details>
      {isFiltered && (
        <Button
          look="link"
          className="justify-self-start"
          onClick={() => change(Object.fromEntries(NAMES.map((name) => [name, ""])))}
        >
          {words("clear")}
        </Button>
      )}
    </search>
  );
}

/** The days of a filter. An address may have one end only: from then until now, or all until then. */
function daysOf({ from, to }: AuditFilter, timeZone: string | undefined): DateRange | undefined {
  if (!from && !to) return undefined;
  return {
    from: dayOf(from, timeZone) || FIRST_DAY,
    to: to ? addDays(dayOf(to, timeZone), -1) : todayIn(timeZone),
  };
}

/** A filter that is typed: the log is asked when there is a pause. */
function Typed(props: {
  name: "action" | "actor" | "target";
  value: string;
  change: Shared["change"];
}) {
  const { name, value, change } = props;
  const words = useTranslations("audit");
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => change({ [name]: text.trim() }), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <Field
      label={words(`${name}Filter`)}
      value={text}
      spellCheck={false}
      placeholder={name === "action" ? words("actionHint") : undefined}
      onChange={({ target }) => setText(target.value)}
    />
  );
}
