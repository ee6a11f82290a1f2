"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import type { Column } from "./column";
import { TableBar } from "./table-bar";
import { useTableView } from "./table-view";

interface Props<Row> {
  /** What the rows are, for who cannot see the table. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** What may be done to a row, at its end. */
  readonly actions?: ((row: Row) => ReactNode) | undefined;
  /** What may be done to those that are selected; without it none can be. */
  readonly bulk?: ((rows: readonly Row[], done: () => void) => ReactNode) | undefined;
  /** Gets the next page; undefined where this is all. */
  readonly more?: (() => void) | undefined;
  readonly busy?: boolean;
  readonly empty: ReactNode;
}

/**
 * Rows to look through. How it is sorted, searched and which columns are shown is in the address, so that a
 * view can be kept and shared. On a phone each row is a card, its cells named.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, keyOf, actions, bulk, more, busy, empty } = props;
  const words = useTranslations("table");
  const { view, change } = useTableView();
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const seen = columns.filter(({ key, fixed }) => fixed || !view.hidden.includes(key));
  const shown = useMemo(() => arrange(rows, columns, view), [rows, columns, view]);
  const chosen = shown.filter((row) => selected.has(keyOf(row)));
  const toggle = (keys: readonly string[], on: boolean) => {
    const next = new Set(selected);
    for (const key of keys) on ? next.add(key) : next.delete(key);
    select(next);
  };
  if (rows.length === 0) return empty;
  return (
    <div className="grid gap-3">
      <TableBar label={label} columns={columns} rows={shown} view={view} change={change}>
        {bulk && chosen.length > 0 && (
          <>
            <span className="text-quiet text-sm">
              {words("selected", { count: chosen.length })}
            </span>
            {bulk(chosen, () => select(new Set()))}
          </>
        )}
      </TableBar>
      <table aria-label={label} className="w-full border-separate border-spacing-0 text-sm">
        <thead className="max-sm:sr-only">
          <tr>
            {bulk && (
              <th scope="col" className="w-10 border-line border-b px-2 text-start">
                <Box
                  label={words("all")}
                  checked={chosen.length === shown.length && shown.length > 0}
                  onChange={(on) => toggle(shown.map(keyOf), on)}
                />
              </th>
            )}
            {seen.map((column) => (
              <Head key={column.key} column={column} view={view} change={change} />
            ))}
            {actions && (
              <th scope="col" className="border-line border-b">
                <span className="sr-only">{words("actions")}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => {
            const key = keyOf(row);
            return (
              <tr
                key={key}
                className="max-sm:mb-3 max-sm:grid max-sm:gap-1.5 max-sm:rounded-lg max-sm:border max-sm:border-line max-sm:p-3 sm:hover:bg-line/25"
              >
                {bulk && (
                  <td className="border-line px-2 py-2 sm:border-b">
                    <Box
                      label={words("one", { name: seen[0]?.text?.(row) ?? key })}
                      checked={selected.has(key)}
                      onChange={(on) => toggle([key], on)}
                    />
                  </td>
                )}
                {seen.map(({ key: name, title, cell }) => (
                  <td
                    key={name}
                    className="border-line px-2 py-2.5 align-middle max-sm:flex max-sm:justify-between max-sm:gap-4 max-sm:p-0 sm:border-b"
                  >
                    <span className="shrink-0 text-quiet sm:hidden">{title}</span>
                    <span className="min-w-0 break-words max-sm:text-end">{cell(row)}</span>
                  </td>
                ))}
                {actions && (
                  <td className="border-line py-1.5 text-end sm:border-b">{actions(row)}</td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      {shown.length === 0 && <p className="py-6 text-center text-quiet">{words("nothing")}</p>}
      {more && (
        <Button
          look="quiet"
          size="small"
          className="justify-self-center"
          busy={busy === true}
          onClick={more}
        >
          {words("more")}
        </Button>
      )}
    </div>
  );
}

type Shared = ReturnType<typeof useTableView>;

function Head<Row>({ column, view, change }: { column: Column<Row> } & Shared) {
  const { key, title, text } = column;
  const sorted = view.sort === key;
  const Arrow = view.descending ? ArrowDown : ArrowUp;
  const order = view.descending ? "descending" : "ascending";
  const next = { sort: key, descending: sorted && !view.descending };
  return (
    <th
      scope="col"
      aria-sort={sorted ? order : undefined}
      className="border-line border-b px-2 py-1.5 text-start font-medium text-quiet"
    >
      {text ? (
        <button
          type="button"
          onClick={() => change(next)}
          className="inline-flex min-h-7 cursor-pointer items-center gap-1 hover:text-ink"
        >
          {title}
          {sorted && <Arrow aria-hidden className="size-3.5" />}
        </button>
      ) : (
        title
      )}
    </th>
  );
}

function Box(props: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  const { label, checked, onChange } = props;
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={checked}
      onChange={({ target }) => onChange(target.checked)}
      className="size-5 cursor-pointer accent-accent"
    />
  );
}

/** Those that are looked for, in the order that is wanted. */
function arrange<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { search, sort, descending }: Shared["view"],
): readonly Row[] {
  const wanted = search.toLocaleLowerCase();
  const said = (row: Row) => columns.map(({ text }) => text?.(row) ?? "").join("\n");
  const found = wanted
    ? rows.filter((row) => said(row).toLocaleLowerCase().includes(wanted))
    : [...rows];
  const by = columns.find(({ key }) => key === sort)?.text;
  if (!by) return found;
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const sign = descending ? -1 : 1;
  return found.toSorted((one, other) => sign * compare(by(one), by(other)));
}
