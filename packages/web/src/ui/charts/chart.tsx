"use client";
import { lazy, type ReactNode, Suspense, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Skeleton } from "../skeleton";
import { useHydrated } from "../use-hydrated";
import { ChartTable } from "./chart-table";
import { colourOf, type Point, type Series, type Unit, useValues } from "./chart-values";
import { Legend } from "./legend";
import { TableSwitch } from "./table-switch";

const PLOTS = {
  line: lazy(() => import("./cartesian-plot")),
  area: lazy(() => import("./cartesian-plot")),
  bar: lazy(() => import("./cartesian-plot")),
  donut: lazy(() => import("./donut-plot")),
  funnel: lazy(() => import("./funnel-plot")),
} as const;
export type ChartKind = keyof typeof PLOTS;

/**
 * Numbers as a picture, and at a click as a table with the same numbers. What draws is loaded where there is a
 * chart. A donut and a funnel have one series.
 */
export function Chart(props: {
  kind: ChartKind;
  title: string;
  lead?: string;
  series: readonly Series[];
  points: readonly Point[];
  /** What a point is, such as a day: the head of the table's first column. */
  pointTitle: string;
  unit?: Unit;
  stacked?: boolean;
  actions?: ReactNode;
}) {
  const { kind, title, lead, series, points, pointTitle, unit = { kind: "number" } } = props;
  const words = useTranslations("chart");
  const id = useId();
  const values = useValues(unit);
  const isHydrated = useHydrated();
  const [isTable, showTable] = useState(false);
  const [hidden, hide] = useState<ReadonlySet<string>>(new Set());
  const Plot = PLOTS[kind];
  const isEmpty = points.every((point) => series.every(({ key }) => !point.values[key]));
  const drawn = series
    .map((each, index) => ({ ...each, colour: colourOf(index), index }))
    .filter(({ key }) => !hidden.has(key));
  const wait = <Skeleton rows={1} className="h-64" />;
  const plot = isHydrated ? (
    <Suspense fallback={wait}>
      <Plot
        kind={kind}
        label={words("keys", { title })}
        series={drawn}
        points={points}
        values={values}
        stacked={props.stacked ?? false}
      />
    </Suspense>
  ) : (
    wait
  );
  return (
    <figure aria-labelledby={id} className="grid min-w-0 grid-cols-1 content-start gap-3">
      <figcaption className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <span className="grid min-w-0">
          <span id={id} className="font-medium">
            {title}
          </span>
          {lead && <span className="text-pretty text-quiet text-sm">{lead}</span>}
        </span>
        <span className="flex items-center gap-1">
          {props.actions}
          <TableSwitch title={title} isTable={isTable} onChange={showTable} />
        </span>
      </figcaption>
      {series.length > 1 && !isTable && <Legend series={series} hidden={hidden} onHide={hide} />}
      {isTable && (
        <ChartTable
          label={title}
          pointTitle={pointTitle}
          series={series}
          points={points}
          write={values.whole}
        />
      )}
      {!isTable && isEmpty && (
        <p className="grid h-64 place-items-center rounded-lg border border-line border-dashed px-4 text-center text-quiet text-sm">
          {words("nothing")}
        </p>
      )}
      {!isTable && !isEmpty && plot}
    </figure>
  );
}
