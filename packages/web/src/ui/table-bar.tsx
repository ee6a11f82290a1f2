"use client";
import { Columns3, Download } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import type { Column } from "./column";
import { toCsv } from "./csv";
import { download } from "./download";
import { Menu, MenuButton } from "./menu";
import { Facets } from "./table/facets";
import { SearchBox } from "./table/search-box";
import { ViewMenu } from "./table/view-menu";
import type { SharedView } from "./table-view";

/** What is above a table: search and filters, what is done to the selected, the columns, the views, and the way out as CSV. */
export function TableBar<Row>(
  props: {
    label: string;
    columns: readonly Column<Row>[];
    /** All there are, and those that are shown. */
    rows: readonly Row[];
    shown: readonly Row[];
    children: ReactNode;
  } & SharedView,
) {
  const { label, columns, rows, shown, view, change, children } = props;
  const words = useTranslations("table");
  const written = columns.filter(({ text }) => text);
  const save = () => {
    const lines = shown.map((row) => written.map(({ text }) => text?.(row) ?? ""));
    download(`${label}.csv`, "text/csv", toCsv([written.map(({ title }) => title), ...lines]));
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchBox label={label} value={view.search} onChange={(search) => change({ search })} />
      <Facets columns={columns} rows={rows} view={view} change={change} />
      {children}
      <div className="ms-auto flex items-center gap-1">
        {shown.length < rows.length && (
          <span role="status" className="px-1 text-quiet text-sm tabular-nums">
            {words("of", { count: shown.length, total: rows.length })}
          </span>
        )}
        <ViewMenu view={view} change={change} />
        <ColumnMenu columns={columns} view={view} change={change} />
        <Button
          look="bare"
          size="icon"
          aria-label={words("csv")}
          title={words("csv")}
          onClick={save}
        >
          <Download aria-hidden className="size-4" />
        </Button>
      </div>
    </div>
  );
}

/** Which columns are shown. */
function ColumnMenu<Row>({
  columns,
  view,
  change,
}: { columns: readonly Column<Row>[] } & SharedView) {
  const words = useTranslations("table");
  const optional = columns.filter(({ fixed }) => !fixed);
  if (optional.length === 0) return null;
  const toggle = (key: string) =>
    change({
      hidden: view.hidden.includes(key)
        ? view.hidden.filter((other) => other !== key)
        : [...view.hidden, key],
    });
  return (
    <Menu
      stays
      label={words("columns")}
      className="grid size-9 cursor-pointer place-items-center rounded-lg text-quiet hover:bg-line/50 hover:text-ink"
      trigger={<Columns3 aria-hidden className="size-4" />}
    >
      {optional.map(({ key, title }) => (
        <MenuButton key={key} many checked={!view.hidden.includes(key)} onClick={() => toggle(key)}>
          {title}
        </MenuButton>
      ))}
    </Menu>
  );
}
