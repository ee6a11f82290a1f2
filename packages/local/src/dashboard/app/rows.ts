import { type Child, h, type Node } from "./dom";

/**
 * A list of links, each a row of cells. `kind` names the columns in the style sheet. The heads are for
 * the eye only: what a cell says must be clear without.
 */
export function rows<T>(options: {
  kind: string;
  label: string;
  heads: readonly string[];
  items: readonly T[];
  row: (item: T) => {
    key: string;
    href: string;
    cells: readonly Child[];
    tone?: string | undefined;
  };
  /** The address of the row that is open. */
  open?: string | undefined;
}): Node {
  const { kind, label, heads, items, row, open } = options;
  return h(
    "div",
    { class: `rows ${kind}` },
    h(
      "div",
      { class: "heads", "aria-hidden": "true" },
      ...heads.map((head) => h("span", {}, head)),
    ),
    h(
      "ol",
      { "aria-label": label },
      ...items.map((item) => {
        const { key, href, cells, tone } = row(item);
        const current = open !== undefined && new URL(href, location.href).pathname === open;
        return h(
          "li",
          { key },
          h(
            "a",
            { href, class: `row ${tone ?? ""}`, "aria-current": current ? "true" : undefined },
            ...cells.map((cell, index) => h("span", { class: `cell c${index}` }, cell)),
          ),
        );
      }),
    ),
  );
}
