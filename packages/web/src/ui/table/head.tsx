"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { Column } from "../column";
import type { SharedView } from "../table-view";

/** The name of a column; a click sorts by it, another turns the order, a third leaves it as it came. */
export function Head<Row>({ column, view, change }: { column: Column<Row> } & SharedView) {
  const { key, title, text, atEnd } = column;
  const sorted = view.sort === key;
  const Arrow = view.descending ? ArrowDown : ArrowUp;
  const order = view.descending ? "descending" : "ascending";
  const next =
    sorted && view.descending
      ? { sort: undefined, descending: false }
      : { sort: key, descending: sorted };
  return (
    <th
      scope="col"
      aria-sort={sorted ? order : undefined}
      className={`border-line border-b px-2 py-1.5 font-medium text-quiet ${atEnd ? "text-end" : "text-start"}`}
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
