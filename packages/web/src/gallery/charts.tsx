"use client";
import { Chart } from "../ui/charts/chart";
import { HeatMap } from "../ui/charts/heat-map";
import { addDays, writeDay } from "../ui/dates/calendar-days";
import { EMOJI, HEBREW, LONG } from "./samples";
import { Specimens } from "./specimen";

/** The same every time, and yet as real days are. */
const wave = (day: number, size: number, shift: number) =>
  Math.round(size * (1 + 0.4 * Math.sin(day / 3 + shift) + 0.25 * Math.sin(day * 1.7 + shift)));

const DAYS = Array.from({ length: 30 }, (_, index) => {
  const day = addDays("2026-03-01", index);
  const label = writeDay(day, "en-GB", { day: "numeric", month: "short" });
  const shop = wave(index, 120_000, 0);
  const market = index > 11 && index < 15 ? null : wave(index, 70_000, 2);
  const online = wave(index, 45_000, 4);
  return { key: day, label, values: { shop, market, online } };
});
const SERIES = [
  { key: "shop", title: "Shop" },
  { key: "market", title: HEBREW },
  { key: "online", title: "Online" },
];
const EUR = { kind: "money", currency: "EUR" } as const;
const ONE = [{ key: "count", title: "Visitors" }];
const counted = (entries: readonly (readonly [string, number])[]) =>
  entries.map(([label, count]) => ({ key: label, label, values: { count } }));
const HOURS = ["6", "8", "10", "12", "14", "16", "18", "20"];

/** Numbers as pictures. */
export function Charts() {
  return (
    <Specimens wide>
      <Chart
        kind="line"
        title="Revenue by place"
        lead="March 2026, in the bakery's own time"
        pointTitle="Day"
        series={SERIES}
        points={DAYS}
        unit={EUR}
      />
      <Chart
        kind="area"
        title="Revenue, all places"
        pointTitle="Day"
        series={SERIES}
        points={DAYS.map((day) => ({
          ...day,
          values: { ...day.values, market: day.values.market ?? 0 },
        }))}
        unit={EUR}
        stacked
      />
      <Chart
        kind="bar"
        title="Orders of a week"
        pointTitle="Day"
        series={SERIES.slice(0, 2)}
        points={DAYS.slice(0, 7)}
      />
      <Chart
        kind="bar"
        title="Nothing yet"
        pointTitle="Day"
        series={ONE}
        points={counted([["1 Mar", 0]])}
      />
      <Chart
        kind="donut"
        title="Where visitors come from"
        pointTitle="Source"
        series={ONE}
        points={counted([
          ["Search", 4_210],
          [HEBREW, 1_830],
          [EMOJI, 960],
          [LONG, 410],
        ])}
      />
      <Chart
        kind="funnel"
        title="From visit to order"
        pointTitle="Step"
        series={ONE}
        points={counted([
          ["Visited", 12_400],
          ["Looked at something", 7_130],
          ["Put it in the basket", 1_890],
          ["Paid", 1_204],
        ])}
      />
      <HeatMap
        title="When people order"
        lead="By weekday and hour"
        columns={HOURS}
        rows={["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map((label, day) => ({
          label,
          values: HOURS.map((_, hour) => (day === 6 ? 0 : wave(day * 3 + hour, 12, hour))),
        }))}
      />
    </Specimens>
  );
}
