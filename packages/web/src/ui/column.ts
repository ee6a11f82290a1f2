import type { ReactNode } from "react";

/** A column of a table: what it is called, and what of a row stands there. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** What it is sorted, searched and exported by. Without it: none of these. */
  readonly text?: (row: Row) => string;
  /** What it is sorted by where that is not its text, such as an amount. */
  readonly order?: (row: Row) => number | string;
  /** Whether its texts are few, so that rows are chosen by them. */
  readonly facet?: boolean;
  /** Whether it is never broken into lines, as days and IDs. */
  readonly whole?: boolean;
  /** Whether it stands whole and at the end, as numbers do. */
  readonly atEnd?: boolean;
  /** Shown in any case: the others may be hidden. */
  readonly fixed?: boolean;
}
