"use client";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { type Unit, useValues } from "./chart-values";

/** From nothing to most, as anybody can tell apart. */
const STEPS = [
  "bg-line/40",
  "bg-chart-1/20",
  "bg-chart-1/40",
  "bg-chart-1/65",
  "bg-chart-1",
] as const;

/** How much there is where two things meet, such as weekdays and hours. It is a table: each cell can be read. */
export function HeatMap(props: {
  title: string;
  lead?: string;
  columns: readonly string[];
  rows: readonly { readonly label: string; readonly values: readonly number[] }[];
  unit?: Unit;
}) {
  const { title, lead, columns, rows, unit = { kind: "number" } } = props;
  const words = useTranslations("chart");
  const id = useId();
  const { whole } = useValues(unit);
  const most = Math.max(0, ...rows.flatMap(({ values }) => values));
  const stepOf = (value: number) =>
    value <= 0 || most === 0 ? 0 : Math.ceil((value / most) * (STEPS.length - 1));
  return (
    <figure aria-labelledby={id} className="grid min-w-0 grid-cols-1 content-start gap-3">
      <figcaption className="grid">
        <span id={id} className="font-medium">
          {title}
        </span>
        {lead && <span className="text-pretty text-quiet text-sm">{lead}</span>}
      </figcaption>
      <section
        aria-label={title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider is scrolled to with the keyboard
        tabIndex={0}
        className="relative overflow-x-auto"
      >
        <table className="w-full min-w-md table-fixed border-separate border-spacing-0.5 text-xs">
          <thead>
            <tr>
              <td className="w-16" />
              {columns.map((column) => (
                <th key={column} scope="col" className="font-normal text-quiet">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, values }) => (
              <tr key={label}>
                <th scope="row" className="truncate pe-2 text-end font-normal text-quiet">
                  {label}
                </th>
                {values.map((value, index) => (
                  <td
                    key={columns[index]}
                    title={`${label}, ${columns[index]}: ${whole(value)}`}
                    className={`h-7 rounded-sm ${STEPS[stepOf(value)]}`}
                  >
                    <span className="sr-only">{whole(value)}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p aria-hidden className="flex items-center gap-1 text-quiet text-xs">
        {words("less")}
        {STEPS.map((step) => (
          <span key={step} className={`size-3 rounded-sm ${step}`} />
        ))}
        {words("more")} ({whole(most)})
      </p>
    </figure>
  );
}
