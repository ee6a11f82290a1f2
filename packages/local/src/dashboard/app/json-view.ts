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

type Entry = readonly [string, unknown];

const entriesOf = (value: unknown): readonly Entry[] | undefined => {
  if (Array.isArray(value)) return value.map((one, index): Entry => [String(index), one]);
  return typeof value === "object" && value !== null ? Object.entries(value) : undefined;
};

/** A value with its name before it; the name of a branch is what folds it. */
function branch(value: unknown, depth: number, name: Child = null): Child {
  const entries = entriesOf(value);
  const [open = "", close = ""] = Array.isArray(value) ? "[]" : "{}";
  if (!entries) return [name, leaf(value)];
  if (entries.length === 0) return [name, h("span", { class: "quiet" }, open + close)];
  return h(
    "details",
    { open: depth < OPEN_DEPTH },
    h("summary", {}, name, h("span", { class: "quiet" }, `${open}${entries.length}${close}`)),
    h("ul", {}, ...entries.slice(0, MOST).map((entry) => member(entry, depth + 1)), more(entries)),
  );
}

const member = ([name, value]: Entry, depth: number): Child =>
  h(
    "li",
    { key: name },
    branch(value, depth, [
      h("span", { class: "name", dir: "auto" }, name),
      h("span", { class: "quiet" }, ": "),
    ]),
  );

const more = ({ length }: readonly Entry[]): Child =>
  length > MOST && h("li", { class: "quiet" }, `… ${length - MOST} more: copy to see all`);

function leaf(value: unknown): Child {
  if (typeof value === "string")
    return h("span", { class: "string", dir: "auto" }, value === "" ? '""' : value);
  return h("span", { class: "literal" }, String(value));
}
