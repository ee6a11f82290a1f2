"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useMemo } from "react";

/** How somebody looks at a table. */
export interface TableView {
  readonly search: string;
  readonly sort: string | undefined;
  readonly descending: boolean;
  readonly hidden: readonly string[];
}

/** The view that the address names. Changing it makes no new page in the browser's history. */
export function useTableView() {
  const params = useSearchParams();
  const path = usePathname();
  const view = useMemo(() => readView(new URLSearchParams(params)), [params]);
  const change = (next: Partial<TableView>) => {
    const search = writeView(new URLSearchParams(params), { ...view, ...next });
    window.history.replaceState(null, "", search.size > 0 ? `${path}?${search}` : path);
  };
  return { view, change };
}

export function readView(params: URLSearchParams): TableView {
  const sort = params.get("sort") ?? undefined;
  return {
    search: params.get("q") ?? "",
    sort: sort?.replace(/^-/, ""),
    descending: sort?.startsWith("-") ?? false,
    hidden: params.get("hide")?.split(",").filter(Boolean) ?? [],
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
  return params;
}
