"use client";
import { type ReactNode, useId } from "react";
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { type Drawn, HEIGHT, type PlotProps, PlotTip, TEXT } from "./plot";

const MARGIN = { top: 8, right: 8, bottom: 0, left: 4 };
/** Lines differ in more than their colour. */
const DASHES = [undefined, "6 4", "2 3", "10 4 2 4", "4 2", "1 4"];

/** Lines, areas or bars along an axis, such as days. */
export default function CartesianPlot(props: PlotProps) {
  const { kind, label, series, points, values } = props;
  const data = points.map(({ label: name, values: of }) => ({ name, ...of }));
  const shared = { data, margin: MARGIN, title: label, accessibilityLayer: true };
  const around = (
    <>
      <CartesianGrid vertical={false} stroke="var(--color-line)" />
      <XAxis
        dataKey="name"
        tick={TEXT}
        tickLine={false}
        axisLine={{ stroke: "var(--color-line)" }}
        minTickGap={24}
      />
      <YAxis
        tick={TEXT}
        tickLine={false}
        axisLine={false}
        width="auto"
        tickFormatter={values.short}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={kind === "bar" ? { fill: "var(--color-line)", opacity: 0.4 } : CURSOR}
        content={({ active, label: at, payload }) =>
          active ? <PlotTip title={String(at ?? "")} lines={linesOf(props, payload)} /> : null
        }
      />
    </>
  );
  return (
    <Sized>
      {kind === "bar" && (
        <BarChart {...shared} barCategoryGap="20%">
          {around}
          {bars(props)}
        </BarChart>
      )}
      {kind === "area" && <Areas {...props} shared={shared} around={around} />}
      {kind === "line" && (
        <LineChart {...shared}>
          {around}
          {series.map(({ key, title, colour, index }) => (
            <Line
              key={key}
              dataKey={key}
              name={title}
              stroke={colour}
              strokeWidth={2}
              {...dash(index)}
              dot={points.length < 2}
              type="monotone"
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      )}
    </Sized>
  );
}

const CURSOR = { stroke: "var(--color-edge)" };
const dash = (index: number) => {
  const strokeDasharray = DASHES[index % DASHES.length];
  return strokeDasharray ? { strokeDasharray } : {};
};

function Areas(props: PlotProps & { shared: object; around: ReactNode }) {
  const { series, stacked, shared, around } = props;
  const id = useId();
  return (
    <AreaChart {...shared}>
      <defs>
        {series.map(({ key, colour, index }) => (
          <linearGradient key={key} id={`${id}-${index}`} x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" stopColor={colour} stopOpacity={stacked ? 0.5 : 0.3} />
            <stop offset="1" stopColor={colour} stopOpacity={stacked ? 0.3 : 0.03} />
          </linearGradient>
        ))}
      </defs>
      {around}
      {series.map(({ key, title, colour, index }) => (
        <Area
          key={key}
          dataKey={key}
          name={title}
          stroke={colour}
          strokeWidth={2}
          {...dash(index)}
          fill={`url(#${id}-${index})`}
          type="monotone"
          isAnimationActive={false}
          {...(stacked && { stackId: "all" })}
        />
      ))}
    </AreaChart>
  );
}

function bars({ series, stacked }: PlotProps) {
  const last = series.length - 1;
  return series.map(({ key, title, colour }: Drawn, at) => (
    <Bar
      key={key}
      dataKey={key}
      name={title}
      fill={colour}
      maxBarSize={48}
      radius={!stacked || at === last ? [4, 4, 0, 0] : 0}
      isAnimationActive={false}
      {...(stacked && { stackId: "all" })}
    />
  ));
}

interface Entry {
  readonly dataKey?: unknown;
  readonly value?: unknown;
}

function linesOf({ series, values }: PlotProps, payload: readonly Entry[] | undefined) {
  return series.flatMap(({ key, title, colour }) => {
    const value = payload?.find(({ dataKey }) => dataKey === key)?.value;
    return typeof value === "number" ? [{ key, title, colour, text: values.whole(value) }] : [];
  });
}

function Sized({ children }: { children: ReactNode }) {
  return (
    <div dir="ltr" className="h-64 min-w-0 text-sm">
      <ResponsiveContainer width="100%" height={HEIGHT}>
        {children}
      </ResponsiveContainer>
    </div>
  );
}
