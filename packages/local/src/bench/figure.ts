/** One line of the table. */
export interface Row {
  readonly figure: string;
  readonly measured: string;
  /** What it must stay below, in words; empty for a line that only informs. */
  readonly bound?: string;
  readonly comparedWith?: string;
  /** Whether the bound is kept; left out where there is none. */
  readonly kept?: boolean;
}

/** A set of lines that are measured together, by the name that `--only` takes. */
export interface Figure {
  readonly name: string;
  readonly about: string;
  readonly measure: () => Promise<readonly Row[]>;
}

/** A row whose bound is an upper one: kept below it. */
export function below(
  figure: string,
  value: number,
  options: { readonly limit: number; readonly unit: string; readonly detail?: string },
): Row {
  const { limit, unit, detail } = options;
  return {
    figure,
    measured: [`${short(value)}${unit}`, detail].filter(Boolean).join(", "),
    bound: `< ${limit}${unit}`,
    kept: value < limit,
  };
}

/** Two to four significant digits: what a figure of a noisy machine can carry. */
export function short(value: number): string {
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
  return value.toFixed(digits);
}

/** The text of a table: columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [lines[0], rule, ...lines.slice(1)].join("\n");
}

export function tableOf(rows: readonly Row[]): string {
  const verdict = ({ kept }: Row) => (kept === undefined ? "" : kept ? "ok" : "NOT MET");
  return table([
    ["figure", "measured", "bound", "", "compared with"],
    ...rows.map((row) => [
      row.figure,
      row.measured,
      row.bound ?? "",
      verdict(row),
      row.comparedWith ?? "",
    ]),
  ]);
}
