import type { Column } from "../column";
import { fold } from "../fold";
import type { TableView } from "../table-view";

/** A row with what it is looked for by, so that ten thousand are searched while somebody types. */
export interface Indexed<Row> {
  readonly row: Row;
  readonly said: string;
}

export function indexRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): readonly Indexed<Row>[] {
  return rows.map((row) => ({
    row,
    said: fold(columns.map(({ text }) => text?.(row) ?? "").join("\n")),
  }));
}

/** Those that are looked for, in the order that is wanted. Rows that are equal stay as they came. */
export function arrange<Row>(
  indexed: readonly Indexed<Row>[],
  columns: readonly Column<Row>[],
  { search, sort, descending, filters }: TableView,
): readonly Row[] {
  const words = fold(search).split(/\s+/).filter(Boolean);
  const chosen = columns.flatMap(({ key, text }) => {
    const values = filters[key];
    return text && values && values.length > 0 ? [{ text, values: new Set(values) }] : [];
  });
  const found = indexed
    .filter(({ said }) => words.every((word) => said.includes(word)))
    .map(({ row }) => row)
    .filter((row) => chosen.every(({ text, values }) => values.has(text(row))));
  const column = columns.find(({ key }) => key === sort);
  const by = column?.order ?? column?.text;
  if (!by) return found;
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const sign = descending ? -1 : 1;
  return found
    .map((row) => ({ row, key: by(row) }))
    .sort(({ key: one }, { key: other }) => {
      const isNumber = typeof one === "number" && typeof other === "number";
      return sign * (isNumber ? one - other : compare(String(one), String(other)));
    })
    .map(({ row }) => row);
}

/** What there is to choose of a column, and how often, the most frequent first. */
export function facetOf<Row>(rows: readonly Row[], { text }: Column<Row>) {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = text?.(row) ?? "";
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((one, other) => other.count - one.count || one.value.localeCompare(other.value));
}
