/** Where on the dashboard somebody is: the address, taken apart. */
export interface Place {
  /** The section's path; empty for the overview. */
  readonly section: string;
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
}

const ROOT = "/_local";

export function here(): Place {
  const [section = "", ...parts] = location.pathname
    .slice(ROOT.length)
    .split("/")
    .filter((part) => part !== "")
    .map(decodeURIComponent);
  return { section, parts, query: new URLSearchParams(location.search) };
}

/** The address of a place, such as `to(["requests", id], { q: "tenants" })`. */
export function to(
  parts: readonly string[],
  query: Record<string, string | null | undefined> = {},
) {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const search = new URLSearchParams(given).toString();
  const path = parts.map((part) => `/${encodeURIComponent(part)}`).join("");
  return `${ROOT}${path}${search && `?${search}`}`;
}

/** This place with another query. */
export function withQuery(place: Place, change: Record<string, string | null | undefined>): string {
  const parts = place.section ? [place.section, ...place.parts] : [];
  return to(parts, { ...Object.fromEntries(place.query), ...change });
}

let moved: (how: { replaced: boolean }) => void = () => undefined;

export function onMove(listener: typeof moved): void {
  moved = listener;
  window.addEventListener("popstate", () => listener({ replaced: false }));
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    const { origin, pathname } = new URL(link?.href ?? "about:blank", location.href);
    const inside = pathname === ROOT || pathname.startsWith(`${ROOT}/`);
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute("download"))
      return;
    if (origin !== location.origin || !inside || link.getAttribute("href")?.startsWith("#")) return;
    event.preventDefault();
    go(link.href);
  });
}

export function go(address: string): void {
  history.pushState(null, "", address);
  moved({ replaced: false });
}

/** Changes the address without a step in the history: while somebody types, for example. */
export function replace(address: string): void {
  history.replaceState(null, "", address);
  moved({ replaced: true });
}
