"use client";
import { useId, useState } from "react";
import { ChartTable } from "./chart-table";
import { useValues } from "./chart-values";
import { TableSwitch } from "./table-switch";

interface Bar {
  readonly key: string;
  readonly label: string;
  readonly value: number;
}

const HEIGHT = 96;
const STEP = 20;
const WIDE = 12;
/** What there was little of is seen to be there all the same. */
const LEAST = 3;

/**
 * One series of small numbers, calm: no axes, only its first and last place and its highest. Drawn by itself, so
 * that a page with nothing else to draw loads no library for it. At a click the same numbers are a table.
 */
export function Bars(props: {
  title: string;
  lead: string;
  pointTitle: string;
  valueTitle: string;
  points: readonly Bar[];
}) {
  const { title, lead, pointTitle, valueTitle, points } = props;
  const id = useId();
  const { whole } = useValues({ kind: "number" });
  const [isTable, showTable] = useState(false);
  const series = [{ key: "value", title: valueTitle }];
  const rows = points.map(({ key, label, value }) => ({ key, label, values: { value } }));
  return (
    <figure aria-labelledby={id} className="grid min-w-0 grid-cols-1 content-start gap-3">
      <figcaption className="flex items-start justify-between gap-4">
        <span className="grid min-w-0">
          <span id={id} className="font-semibold tracking-tight">
            {title}
          </span>
          <span className="text-pretty text-quiet text-sm">{lead}</span>
        </span>
        <TableSwitch title={title} isTable={isTable} onChange={showTable} />
      </figcaption>
      {isTable ? (
        <ChartTable
          label={title}
          pointTitle={pointTitle}
          series={series}
          points={rows}
          write={whole}
        />
      ) : (
        <Drawn title={title} points={points} write={whole} />
      )}
    </figure>
  );
}

function Drawn(props: { title: string; points: readonly Bar[]; write: (value: number) => string }) {
  const { title, points, write } = props;
  const most = Math.max(...points.map(({ value }) => value), 1);
  const heightOf = (value: number) => (value ? Math.max(LEAST, (value / most) * HEIGHT) : 1);
  const [first, last] = [points[0], points.at(-1)];
  return (
    <div className="grid gap-1.5">
      <svg
        role="img"
        aria-label={`${title}: ${points
          .filter(({ value }) => value > 0)
          .map(({ label, value }) => `${label} ${write(value)}`)
          .join(", ")}`}
        viewBox={`0 0 ${points.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-24 w-full rtl:-scale-x-100"
      >
        {points.map(({ key, label, value }, index) => (
          <g key={key}>
            <title>{`${label}: ${write(value)}`}</title>
            {/* The whole height can be pointed at. */}
            <rect x={index * STEP} width={STEP} height={HEIGHT} fill="transparent" />
            <rect
              x={index * STEP + (STEP - WIDE) / 2}
              y={HEIGHT - heightOf(value)}
              width={WIDE}
              height={heightOf(value)}
              className={value ? "fill-brand-ink forced-colors:fill-[CanvasText]" : "fill-line"}
            />
          </g>
        ))}
      </svg>
      <p aria-hidden className="flex justify-between text-quiet text-xs">
        <span>{first?.label}</span>
        <span>{last?.label}</span>
      </p>
    </div>
  );
}
