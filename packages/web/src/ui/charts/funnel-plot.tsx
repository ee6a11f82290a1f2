"use client";
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useTranslations } from "use-intl";
import { colourOf } from "./chart-values";
import { type PlotProps, PlotTip } from "./plot";

const ROW = 52;

/** How many go from each step to the next. */
export default function FunnelPlot({ label, series, points, values }: PlotProps) {
  const words = useTranslations("chart");
  const [only] = series;
  const steps = points.map(({ key, label: name, values: of }) => ({
    key,
    name,
    value: (only && of[only.key]) ?? 0,
  }));
  const first = steps[0]?.value ?? 0;
  const shareOf = (value: number, whole: number) => values.share(whole > 0 ? value / whole : 0);
  return (
    <div className="grid grid-cols-[minmax(0,11rem)_1fr] gap-3 text-sm">
      <ol className="grid">
        {steps.map(({ key, name, value }, index) => (
          <li key={key} className="grid h-13 content-center">
            <span className="truncate font-medium" dir="auto" title={name}>
              {name}
            </span>
            <span className="truncate text-quiet text-xs tabular-nums">
              {values.whole(value)} · {shareOf(value, first)}
              {index > 0 && ` · ↓ ${shareOf(value, steps[index - 1]?.value ?? 0)}`}
            </span>
          </li>
        ))}
      </ol>
      <div dir="ltr" className="min-w-0">
        <ResponsiveContainer width="100%" height={ROW * steps.length}>
          <BarChart
            layout="vertical"
            data={steps}
            title={label}
            accessibilityLayer
            margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
          >
            <XAxis type="number" hide domain={[0, first]} />
            <YAxis type="category" dataKey="name" hide />
            <Bar
              dataKey="value"
              fill={colourOf(only?.index ?? 0)}
              background={{ fill: "var(--color-line)", opacity: 0.4, radius: 6 }}
              radius={6}
              barSize={30}
              isAnimationActive={false}
            />
            <Tooltip
              cursor={false}
              isAnimationActive={false}
              content={({ active, label: at }) => {
                const index = steps.findIndex(({ name }) => name === at);
                const step = steps[index];
                if (!active || !step) return null;
                const before = steps[index - 1]?.value ?? first;
                const colour = colourOf(only?.index ?? 0);
                const line = (key: string, text: string) => ({
                  key,
                  title: text,
                  text: "",
                  colour,
                });
                return (
                  <PlotTip
                    title={`${step.name}: ${values.whole(step.value)}`}
                    lines={[
                      line("first", words("ofFirst", { share: shareOf(step.value, first) })),
                      line("before", words("ofBefore", { share: shareOf(step.value, before) })),
                    ]}
                  />
                );
              }}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
    </div>
  );
}
