import type { ReactNode } from "react";

/** A column of a table: what it is called, and what of a row stands there. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** What it is sorted, searched and exported by. Without it: none of these. */
  readonly text?: (row: Row) => string;
  /** Shown in any case: the others may be hidden. */
  readonly fixed?: boolean;
}
