"use client";
import { Cell, Pie, PieChart, ResponsiveContainer, Tooltip } from "recharts";
import { useTranslations } from "use-intl";
import { COLOURS, colourOf } from "./chart-values";
import { HEIGHT, type PlotProps, PlotTip } from "./plot";

const MARKS = ["bg-chart-1", "bg-chart-2", "bg-chart-3", "bg-chart-4", "bg-chart-5", "bg-chart-6"];

/** The parts of a whole, with what they are beside them. */
export default function DonutPlot({ label, series, points, values }: PlotProps) {
  const words = useTranslations("chart");
  const [only] = series;
  const parts = points.map(({ key, label: name, values: of }) => ({
    key,
    name,
    value: (only && of[only.key]) ?? 0,
  }));
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  return (
    <div className="flex flex-wrap items-center justify-center gap-x-8 gap-y-4">
      <div dir="ltr" className="relative h-64 w-64 shrink-0">
        <ResponsiveContainer width="100%" height={HEIGHT}>
          <PieChart title={label} accessibilityLayer>
            <Pie
              data={parts}
              dataKey="value"
              nameKey="name"
              innerRadius="64%"
              outerRadius="96%"
              paddingAngle={1}
              stroke="var(--color-ground)"
              strokeWidth={2}
              isAnimationActive={false}
            >
              {parts.map(({ key }, index) => (
                <Cell key={key} fill={colourOf(index)} />
              ))}
            </Pie>
            <Tooltip
              isAnimationActive={false}
              content={({ active, payload }) => {
                const part = parts.find(({ name }) => name === payload?.[0]?.name);
                if (!active || !part) return null;
                const colour = colourOf(parts.indexOf(part));
                const text = `${values.whole(part.value)} · ${values.share(part.value / total)}`;
                return <PlotTip title={part.name} lines={[{ ...part, title: "", colour, text }]} />;
              }}
            />
          </PieChart>
        </ResponsiveContainer>
        <p className="pointer-events-none absolute inset-0 grid place-content-center text-center">
          <span className="font-semibold text-xl tabular-nums tracking-tight">
            {values.short(total)}
          </span>
          <span className="text-quiet text-xs">{words("total")}</span>
        </p>
      </div>
      <ul className="grid min-w-48 flex-1 grid-cols-1 gap-1.5 text-sm">
        {parts.map(({ key, name, value }, index) => (
          <li key={key} className="flex items-center gap-2.5">
            <span
              aria-hidden
              className={`size-2.5 shrink-0 rounded-sm ${MARKS[index % COLOURS.length]}`}
            />
            <span className="min-w-0 flex-1 truncate">
              <bdi>{name}</bdi>
            </span>
            <span className="tabular-nums">{values.whole(value)}</span>
            <span className="w-14 text-end text-quiet tabular-nums">
              {values.share(total > 0 ? value / total : 0)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
