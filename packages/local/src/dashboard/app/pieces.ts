import type { Detail } from "./ask";
import { type Child, h, type Node } from "./dom";
import { ago, clock, moment } from "./format";
import { say } from "./toast";

/** What is small and on many pages. */

export const quiet = (...children: Child[]) => h("span", { class: "quiet" }, ...children);

export const mono = (text: string) => h("code", { dir: "auto", title: text }, text);

export const time = (iso: string) =>
  h("time", { datetime: iso, title: `${moment(iso)} (${ago(iso)})` }, clock(iso));

/** How something is: a coloured mark and the word for it. */
export type Tone = "bad" | "calm" | "good" | "run" | "warn";

export const mark = (tone: Tone, label: Child) => h("span", { class: `mark ${tone}` }, label);

export function copyButton(text: string, label = "Copy"): Node {
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => say("Copied"),
      () => say("The browser did not allow copying", "bad"),
    );
  };
  return h(
    "button",
    { class: "copy", type: "button", "aria-label": label, title: label, on: { click: copy } },
    icon("copy"),
  );
}

const PATHS = {
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  down: "M8 2.5v8M4.5 7.5 8 11l3.5-3.5M3 13.5h10",
  folder: "M1.5 4.5v8h13v-7h-6l-2-2h-5z",
  file: "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3",
} as const;

export const icon = (name: keyof typeof PATHS) =>
  h(
    "svg",
    { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    h("path", { d: PATHS[name] }),
  );

/** An ID that can be copied; a link where it leads somewhere. */
export function id(text: string, href?: string): Node {
  const shown = href ? h("a", { href, dir: "auto" }, text) : h("span", { dir: "auto" }, text);
  return h("span", { class: "id" }, h("code", {}, shown), copyButton(text, `Copy ${text}`));
}

/** Names and what they are, without those that are not there. */
export function facts(rows: readonly (readonly [string, Child])[]): Node {
  const given = rows.filter(
    ([, value]) => value !== null && value !== undefined && value !== false && value !== "",
  );
  return h(
    "dl",
    { class: "facts" },
    ...given.map(([name, value]) => h("div", { key: name }, h("dt", {}, name), h("dd", {}, value))),
  );
}

export const part = (title: string, ...children: Child[]) =>
  h("section", { class: "part", key: title }, h("h3", {}, title), ...children);

export function code(text: string, label: string): Node {
  return h(
    "div",
    { class: "code" },
    h("pre", { tabindex: "0", dir: "auto", "aria-label": label }, text),
    copyButton(text, `Copy ${label}`),
  );
}

/** Says that there is nothing, and what would change that. */
export const empty = (title: string, ...next: Child[]) =>
  h("div", { class: "empty" }, h("h2", {}, title), ...next);

export const command = (text: string) => code(text, "the command");

/** What is known of one thing: its value, why there is none, or that it is on its way. */
export function about<T>(
  found: Detail<T> | undefined,
  of: string,
  view: (value: T) => Child,
): Child {
  if (found?.of !== of) return h("p", { class: "loading" }, "Loading…");
  if (found.value === undefined) return h("p", { class: "gone" }, found.error ?? "");
  return view(found.value);
}

/** A way to founding a tenant, which makes something of everything. */
export const FOUND_A_TENANT = `TOKEN=$(npx faibric token)
curl -X POST ${location.origin}/api/tenants -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" -d '{"name":"Blue Bottle","slug":"blue-bottle-${Math.floor(Date.now() / 1000) % 100_000}"}'`;
