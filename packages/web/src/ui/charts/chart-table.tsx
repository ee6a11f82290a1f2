import type { Point, Series } from "./chart-values";

/** The numbers of a chart, to be read one by one. */
export function ChartTable(props: {
  label: string;
  pointTitle: string;
  series: readonly Series[];
  points: readonly Point[];
  write: (value: number) => string;
}) {
  const { label, pointTitle, series, points, write } = props;
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer is scrolled to with the keyboard
      tabIndex={0}
      className="relative max-h-72 overflow-auto rounded-lg border border-line"
    >
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-sunken">
          <tr>
            <th scope="col" className="px-3 py-2 text-start font-medium text-quiet">
              {pointTitle}
            </th>
            {series.map(({ key, title }) => (
              <th key={key} scope="col" className="px-3 py-2 text-end font-medium text-quiet">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map(({ key, label: name, values }) => (
            <tr key={key} className="border-line border-t">
              <th scope="row" className="px-3 py-1.5 text-start font-normal" dir="auto">
                {name}
              </th>
              {series.map(({ key: each }) => {
                const value = values[each];
                return (
                  <td key={each} className="whitespace-nowrap px-3 py-1.5 text-end tabular-nums">
                    {typeof value === "number" ? write(value) : "–"}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
