"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";

/** How somebody looks at a table. */
export interface TableView {
  readonly search: string;
  readonly sort: string | undefined;
  readonly descending: boolean;
  readonly hidden: readonly string[];
  /** Of a column, the texts of which a row must have one. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

/** The view that the address names. Changing it makes no new page in the browser's history. */
export function useTableView() {
  const params = useSearchParams();
  const path = usePathname();
  const view = useMemo(() => readView(new URLSearchParams(params)), [params]);
  const change = useCallback(
    (next: Partial<TableView>) => {
      // What the address says now: what is drawn may be a change behind.
      const now = new URLSearchParams(window.location.search);
      const search = writeView(now, { ...readView(now), ...next });
      window.history.replaceState(null, "", search.size > 0 ? `${path}?${search}` : path);
    },
    [path],
  );
  return { view, change };
}
export type SharedView = ReturnType<typeof useTableView>;

const FILTER = "is-";

export function readView(params: URLSearchParams): TableView {
  const sort = params.get("sort") ?? undefined;
  const filters = [...params.keys()]
    .filter((name) => name.startsWith(FILTER))
    .map((name) => [name.slice(FILTER.length), params.getAll(name)] as const);
  return {
    search: params.get("q") ?? "",
    sort: sort?.replace(/^-/, ""),
    descending: sort?.startsWith("-") ?? false,
    hidden: params.get("hide")?.split(",").filter(Boolean) ?? [],
    filters: Object.fromEntries(filters),
  };
}

/** What else the address says stays. */
export function writeView(params: URLSearchParams, view: TableView): URLSearchParams {
  const sort = view.sort && `${view.descending ? "-" : ""}${view.sort}`;
  const said = { q: view.search, sort, hide: view.hidden.join(",") };
  for (const [name, value] of Object.entries(said)) {
    if (value) params.set(name, value);
    else params.delete(name);
  }
  for (const name of [...params.keys()]) if (name.startsWith(FILTER)) params.delete(name);
  for (const [key, values] of Object.entries(view.filters)) {
    for (const value of values) params.append(FILTER + key, value);
  }
  return params;
}

/** Only what a view says, to keep it or to compare it with another. */
export const viewText = (view: TableView): string =>
  writeView(new URLSearchParams(), view).toString();
