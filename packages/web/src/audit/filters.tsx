"use client";
import { AuditFilter, Outcome } from "@faibric/core/audit/audit.schema";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { SelectField } from "../ui/select-field";

const NAMES = ["action", "actor", "target", "outcome", "from", "to"] as const;
const PAUSE_MS = 400;

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
  return (
    <search
      aria-label={words("filters")}
      className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-4"
    >
      <Typed name="action" value={filter.action ?? ""} change={change} />
      <SelectField
        label={words("outcomeTitle")}
        options={[{ value: "", label: words("any") }, ...outcomes]}
        value={filter.outcome ?? ""}
        onChange={({ target }) => change({ outcome: target.value })}
      />
      <Field
        label={words("from")}
        type="date"
        value={filter.from?.slice(0, 10) ?? ""}
        onChange={({ target }) => change({ from: instantOf(target.value) })}
      />
      <Field
        label={words("to")}
        type="date"
        value={filter.to?.slice(0, 10) ?? ""}
        onChange={({ target }) => change({ to: instantOf(target.value) })}
      />
      <Typed name="actor" value={filter.actor ?? ""} change={change} />
      <Typed name="target" value={filter.target ?? ""} change={change} />
      {isFiltered && (
        <Button
          look="quiet"
          className="justify-self-start"
          onClick={() => change(Object.fromEntries(NAMES.map((name) => [name, ""])))}
        >
          {words("clear")}
        </Button>
      )}
    </search>
  );
}

const instantOf = (day: string) => (day ? `${day}T00:00:00Z` : "");

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
      onChange={({ target }) => setText(target.value)}
    />
  );
}
