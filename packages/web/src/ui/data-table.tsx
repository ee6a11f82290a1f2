"use client";
import { type ReactNode, useDeferredValue, useMemo } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import type { Column } from "./column";
import { arrange, indexRows } from "./table/arrange";
import { CheckBox } from "./table/check-box";
import { Head } from "./table/head";
import { chunksOf } from "./table/row-window";
import { Rows } from "./table/rows";
import { stepRows } from "./table/step-rows";
import { useSelection } from "./table/use-selection";
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
 * Rows to look through. How it is sorted, searched and filtered and which columns are shown is in the address, so
 * that a view can be kept and shared. On a phone each row is a card, its cells named. Of very many rows only those
 * near the window are drawn.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, keyOf, actions, bulk, more, busy, empty } = props;
  const words = useTranslations("table");
  const shared = useTableView();
  const view = useDeferredValue(shared.view); // typing does not wait for the rows
  const seen = columns.filter(({ key, fixed }) => fixed || !view.hidden.includes(key));
  const indexed = useMemo(() => indexRows(rows, columns), [rows, columns]);
  const shown = useMemo(() => arrange(indexed, columns, view), [indexed, columns, view]);
  const { selected, select, selectAll, clear } = useSelection(
    useMemo(() => shown.map(keyOf), [shown, keyOf]),
  );
  const chosen = bulk ? shown.filter((row) => selected.has(keyOf(row))) : [];
  const chunks = useMemo(() => chunksOf(shown), [shown]);
  const isWhole = chunks.length < 2;
  if (rows.length === 0) return empty;
  return (
    <div className="grid grid-cols-1 gap-3">
      <TableBar label={label} columns={columns} rows={rows} shown={shown} {...shared}>
        {bulk && chosen.length > 0 && (
          <>
            <span className="text-quiet text-sm">
              {words("selected", { count: chosen.length })}
            </span>
            {bulk(chosen, clear)}
          </>
        )}
      </TableBar>
      <table
        aria-label={label}
        aria-rowcount={isWhole ? undefined : shown.length + 1}
        onKeyDown={stepRows}
        className="w-full border-separate border-spacing-0 text-sm"
      >
        <thead className="max-sm:sr-only">
          <tr>
            {bulk && (
              <th scope="col" className="w-10 border-line border-b px-2 text-start">
                <CheckBox
                  label={words("all")}
                  checked={chosen.length === shown.length && shown.length > 0}
                  isSome={chosen.length > 0}
                  onChange={selectAll}
                />
              </th>
            )}
            {seen.map((column) => (
              <Head key={column.key} column={column} {...shared} />
            ))}
            {actions && (
              <th scope="col" className="border-line border-b">
                <span className="sr-only">{words("actions")}</span>
              </th>
            )}
          </tr>
        </thead>
        {chunks.map((chunk) => (
          <Rows
            key={chunk.start}
            chunk={chunk}
            isWhole={isWhole}
            columns={seen}
            keyOf={keyOf}
            actions={actions}
            selected={bulk && selected}
            onSelect={select}
          />
        ))}
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
