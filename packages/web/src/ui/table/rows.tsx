"use client";
import { memo, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Column } from "../column";
import { CheckBox } from "./check-box";
import { type Chunk, useRowWindow } from "./row-window";

export interface RowsProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly actions: ((row: Row) => ReactNode) | undefined;
  /** Those that are selected; undefined where none can be. */
  readonly selected: ReadonlySet<string> | undefined;
  /** With `through`, all from the one selected before to this one. */
  readonly onSelect: (key: string, on: boolean, through: boolean) => void;
}

const ROW_PX = 45;

/** Some rows one below the other, which are only drawn near the window where there are very many. */
function RowChunk<Row>(props: RowsProps<Row> & { chunk: Chunk<Row>; isWhole: boolean }) {
  const { chunk, isWhole, columns, actions, selected, keyOf } = props;
  const { body, isNear, height } = useRowWindow(chunk.start === 0, isWhole);
  if (!isNear) {
    const room = height.current || chunk.rows.length * ROW_PX;
    return (
      <tbody ref={body} aria-hidden>
        <tr>
          <td
            colSpan={columns.length + (actions ? 1 : 0) + (selected ? 1 : 0)}
            ref={(cell) => {
              if (cell) cell.style.height = `${room}px`;
            }}
          />
        </tr>
      </tbody>
    );
  }
  return (
    <tbody ref={body}>
      {chunk.rows.map((row, index) => (
        <OneRow key={keyOf(row)} {...props} row={row} index={chunk.start + index} />
      ))}
    </tbody>
  );
}

export const Rows = memo(RowChunk) as typeof RowChunk;

function OneRow<Row>(props: RowsProps<Row> & { row: Row; index: number }) {
  const { row, index, columns, keyOf, actions, selected, onSelect } = props;
  const words = useTranslations("table");
  const key = keyOf(row);
  const [first] = columns;
  return (
    <tr
      aria-rowindex={index + 2}
      data-selected={selected?.has(key) || undefined}
      className="data-selected:bg-accent-ground max-sm:mb-3 max-sm:grid max-sm:gap-1.5 max-sm:rounded-lg max-sm:border max-sm:border-line max-sm:p-3 sm:not-data-selected:hover:bg-line/25"
    >
      {selected && (
        <td className="border-line px-2 py-2 sm:border-b">
          <CheckBox
            label={words("one", { name: first?.text?.(row) ?? key })}
            checked={selected.has(key)}
            onChange={(on, through) => onSelect(key, on, through)}
          />
        </td>
      )}
      {columns.map(({ key: name, title, cell, atEnd, whole }) => (
        <td
          key={name}
          className={`border-line px-2 py-2.5 align-middle max-sm:flex max-sm:justify-between max-sm:gap-4 max-sm:p-0 sm:border-b ${atEnd ? "tabular-nums sm:text-end" : ""} ${atEnd || whole ? "whitespace-nowrap" : ""}`}
        >
          <span className="shrink-0 text-quiet sm:hidden">{title}</span>
          <span className="wrap-anywhere min-w-0 max-sm:text-end">{cell(row)}</span>
        </td>
      ))}
      {actions && <td className="border-line py-1.5 text-end sm:border-b">{actions(row)}</td>}
    </tr>
  );
}
