"use client";
import { ListFilter } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../button";
import type { Column } from "../column";
import { Menu, MenuButton } from "../menu";
import type { SharedView } from "../table-view";
import { facetOf } from "./arrange";

const MOST = 60;

/** Rows chosen by what a column has. Within one column any will do, of several columns all must fit. */
export function Facets<Row>(
  props: { columns: readonly Column<Row>[]; rows: readonly Row[] } & SharedView,
) {
  const { columns, rows, view, change } = props;
  const words = useTranslations("table");
  const isFiltered = Object.values(view.filters).some((values) => values.length > 0);
  return (
    <>
      {columns
        .filter(({ facet, text }) => facet && text)
        .map((column) => (
          <Facet key={column.key} column={column} rows={rows} view={view} change={change} />
        ))}
      {isFiltered && (
        <Button look="link" onClick={() => change({ filters: {} })}>
          {words("clear")}
        </Button>
      )}
    </>
  );
}

function Facet<Row>(props: { column: Column<Row>; rows: readonly Row[] } & SharedView) {
  const { column, rows, view, change } = props;
  const { key, title } = column;
  const words = useTranslations("table");
  const chosen = view.filters[key] ?? [];
  const choices = facetOf(rows, column).slice(0, MOST);
  // What is chosen and is not there any more can be taken back all the same.
  const gone = chosen.filter((value) => !choices.some((choice) => choice.value === value));
  const toggle = (value: string) => {
    const next = chosen.includes(value)
      ? chosen.filter((other) => other !== value)
      : [...chosen, value];
    change({ filters: { ...view.filters, [key]: next } });
  };
  const [first] = chosen;
  return (
    <Menu
      stays
      label={words("filter", { title })}
      className={`inline-flex min-h-9 max-w-56 cursor-pointer items-center gap-2 rounded-lg border px-3 text-sm hover:border-edge ${first === undefined ? "border-line border-dashed text-quiet" : "border-edge bg-raised"}`}
      trigger={
        <>
          <ListFilter aria-hidden className="size-4 shrink-0" />
          <span className="truncate">
            {first === undefined
              ? title
              : words("filtered", {
                  title,
                  first: first || words("blank"),
                  more: chosen.length - 1,
                })}
          </span>
        </>
      }
    >
      {[...choices, ...gone.map((value) => ({ value, count: 0 }))].map(({ value, count }) => (
        <MenuButton key={value} many checked={chosen.includes(value)} onClick={() => toggle(value)}>
          <span className="min-w-0 truncate" dir="auto">
            {value || words("blank")}
          </span>
          <span className="text-quiet text-xs tabular-nums">{count}</span>
        </MenuButton>
      ))}
    </Menu>
  );
}
