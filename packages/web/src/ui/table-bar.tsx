"use client";
import { Columns3, Download } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import type { Column } from "./column";
import { toCsv } from "./csv";
import { download } from "./download";
import { Menu, MenuButton } from "./menu";
import type { TableView } from "./table-view";

/** What is above a table: the search, what is done to the selected, the columns, and the way out as CSV. */
export function TableBar<Row>(props: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  view: TableView;
  change: (next: Partial<TableView>) => void;
  children: ReactNode;
}) {
  const { label, columns, rows, view, change, children } = props;
  const words = useTranslations("table");
  const written = columns.filter(({ text }) => text);
  const optional = columns.filter(({ fixed }) => !fixed);
  const save = () => {
    const lines = rows.map((row) => written.map(({ text }) => text?.(row) ?? ""));
    download(`${label}.csv`, "text/csv", toCsv([written.map(({ title }) => title), ...lines]));
  };
  const toggle = (key: string) =>
    change({
      hidden: view.hidden.includes(key)
        ? view.hidden.filter((other) => other !== key)
        : [...view.hidden, key],
    });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <input
        type="search"
        aria-label={words("search", { label })}
        placeholder={words("find")}
        value={view.search}
        onChange={({ target }) => change({ search: target.value })}
        className="min-h-9 w-full rounded-lg border border-edge bg-raised px-3 text-sm sm:w-64"
      />
      {children}
      <div className="ms-auto flex gap-1">
        {optional.length > 0 && (
          <Menu
            label={words("columns")}
            className="grid size-9 cursor-pointer place-items-center rounded-lg text-quiet hover:bg-line/50 hover:text-ink"
            trigger={<Columns3 aria-hidden className="size-4" />}
          >
            {optional.map(({ key, title }) => (
              <MenuButton
                key={key}
                many
                checked={!view.hidden.includes(key)}
                onClick={() => toggle(key)}
              >
                {title}
              </MenuButton>
            ))}
          </Menu>
        )}
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
