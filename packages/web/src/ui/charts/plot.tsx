import type { Point, Series, Values } from "./chart-values";

/** A series as it is drawn. */
export interface Drawn extends Series {
  readonly colour: string;
  readonly index: number;
}

/** What every plot gets. */
export interface PlotProps {
  readonly kind: string;
  readonly label: string;
  readonly series: readonly Drawn[];
  readonly points: readonly Point[];
  readonly values: Values;
  readonly stacked: boolean;
}

export const HEIGHT = 256;
export const TEXT = { fontSize: 12, fill: "var(--color-quiet)" } as const;

/** What a place has, as it is pointed at. */
export function PlotTip(props: {
  title: string;
  lines: readonly { key: string; title: string; text: string; colour: string }[];
}) {
  const { title, lines } = props;
  return (
    <div className="grid max-w-64 gap-1 rounded-lg border border-line bg-raised px-3 py-2 text-ink text-xs shadow-lg">
      <p className="font-medium" dir="auto">
        {title}
      </p>
      {lines.map(({ key, title: name, text, colour }) => (
        <p key={key} className="flex items-center gap-2">
          <svg aria-hidden="true" viewBox="0 0 8 8" className="size-2 shrink-0">
            <rect width="8" height="8" rx="2" fill={colour} />
          </svg>
          <span className="min-w-0 flex-1 truncate text-quiet">{name}</span>
          <span className="tabular-nums">{text}</span>
        </p>
      ))}
    </div>
  );
}
