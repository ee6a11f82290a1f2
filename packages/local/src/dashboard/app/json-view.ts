import { type Child, h, type Node } from "./dom";
import { copyButton } from "./pieces";

const OPEN_DEPTH = 3;
const MOST = 200;

/** A value as a tree whose branches fold. */
export function jsonView(value: unknown, label: string): Node {
  const text = JSON.stringify(value, null, 2) ?? "";
  return h(
    "div",
    { class: "json", tabindex: "0", role: "region", "aria-label": label },
    branch(value, 0),
    copyButton(text, `Copy ${label}`),
  );
}

function branch(value: unknown, depth: number): Child {
  if (Array.isArray(value))
    return list(
      value.map((one, index) => [String(index), one]),
      "[]",
      depth,
    );
  if (typeof value === "object" && value !== null) return list(Object.entries(value), "{}", depth);
  return leaf(value);
}

function list(
  entries: readonly (readonly [string, unknown])[],
  marks: string,
  depth: number,
): Child {
  const [open = "", close = ""] = marks;
  if (entries.length === 0) return h("span", { class: "quiet" }, marks);
  const summary = `${open}${entries.length}${close}`;
  return h(
    "details",
    { open: depth < OPEN_DEPTH },
    h("summary", {}, h("span", { class: "quiet" }, summary)),
    h(
      "ul",
      {},
      ...entries
        .slice(0, MOST)
        .map(([name, value]) =>
          h(
            "li",
            { key: name },
            h("span", { class: "name", dir: "auto" }, name),
            h("span", { class: "quiet" }, ": "),
            branch(value, depth + 1),
          ),
        ),
      entries.length > MOST &&
        h("li", { class: "quiet" }, `… ${entries.length - MOST} more: copy to see all`),
    ),
  );
}

function leaf(value: unknown): Child {
  if (typeof value === "string")
    return h("span", { class: "string", dir: "auto" }, value === "" ? '""' : value);
  return h("span", { class: "literal" }, String(value));
}
