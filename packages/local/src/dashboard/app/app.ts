import type { Overview } from "../overview";
import { AskError, ask } from "./ask";
import { showKeys } from "./dialog";
import { type Child, h, show } from "./dom";
import { centreGraph } from "./graph-drawing";
import { listenToKeys } from "./keys";
import { listen } from "./live";
import { icon } from "./pieces";
import { here, onMove, type Place, replace, withQuery } from "./place";
import { onReload, type Screen, type Section } from "./section";
import { events } from "./section-events";
import { executions } from "./section-executions";
import { inbox } from "./section-inbox";
import { logs } from "./section-logs";
import { objects } from "./section-objects";
import { overview } from "./section-overview";
import { queues } from "./section-queues";
import { requests } from "./section-requests";
import { table } from "./section-table";

const SECTIONS: Readonly<Record<string, Section<unknown>>> = {
  "": overview,
  requests,
  events,
  queues,
  executions,
  inbox,
  objects,
  table,
  logs,
};

// Live news come as often as ten times a second; nobody reads faster than this.
const REST_MS = 250;
const TYPING_MS = 150;
const AGE_MS = 5_000;

const main = document.getElementById("main") as HTMLElement; // the frame has it

/** What is shown: kept while the next answer is on its way, so that nothing flickers. */
let shown: { readonly section: string; readonly data: unknown } | undefined;
let failure: string | undefined;
let place = here();
let loading = false;
let again = false;
let resting: number | undefined;

async function load(): Promise<void> {
  if (loading) {
    again = true;
    return;
  }
  loading = true;
  clearTimeout(resting);
  const asked = place;
  const { section } = asked;
  try {
    const data = await current().load(asked);
    if (section === place.section) shown = { section, data };
    failure = undefined;
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
    // A defect of this page, for whoever has its console open.
    if (!(error instanceof AskError)) reportError(error);
  }
  loading = false;
  render();
  if (!again) return;
  again = false;
  if (asked !== place) await load();
  else resting = window.setTimeout(() => void load(), REST_MS);
}

const current = (): Section<unknown> => SECTIONS[place.section] ?? missing;

const missing: Section<unknown> = {
  title: "Nothing here",
  topics: [],
  load: async () => ({}),
  view: () => ({
    main: h(
      "div",
      { class: "empty" },
      h("h2", {}, "There is nothing at this address"),
      h("a", { href: "/_local" }, "To the overview"),
    ),
  }),
};

function render(): void {
  const section = current();
  document.title = `${section.title} · Faibric on this laptop`;
  for (const link of document.querySelectorAll<HTMLElement>("[data-section]")) {
    if (link.dataset.section === place.section) {
      if (!link.hasAttribute("aria-current"))
        link.scrollIntoView({ block: "nearest", inline: "center" });
      link.setAttribute("aria-current", "page");
    } else link.removeAttribute("aria-current");
  }
  const screen = shown?.section === place.section ? section.view(shown.data, place) : undefined;
  show(main, page(section, screen));
  centreGraph(place.parts.join());
}

function page(section: Section<unknown>, screen: Screen | undefined): Child {
  const waiting = failure ? false : h("p", { class: "loading" }, "Loading…");
  const { aside } = screen ?? {};
  return h(
    "div",
    { class: `page ${aside ? "open" : ""} ${aside?.wide ? "wide" : ""}`, key: place.section },
    h(
      "header",
      { class: "top" },
      h("h1", {}, section.title),
      section.search && searchField(section.search),
      h("div", { class: "tools" }, screen?.tools),
    ),
    failure &&
      h(
        "p",
        { class: "failure", role: "alert", key: "failure" },
        failure,
        " ",
        h("button", { type: "button", on: { click: () => void load() } }, "Try again"),
      ),
    h(
      "div",
      { class: "panes" },
      h("div", { class: "list", id: "list" }, screen ? screen.main : waiting),
      aside &&
        h(
          "aside",
          { class: "detail", key: "detail", "aria-label": "Details" },
          h(
            "header",
            {},
            h("h2", { id: "detail-title", tabindex: "-1" }, aside.title),
            h(
              "a",
              { class: "close", href: aside.close, "aria-label": "Close details" },
              icon("close"),
            ),
          ),
          h("div", { class: "body", id: "detail-body" }, aside.body),
        ),
    ),
  );
}

let typing: number | undefined;

function searchField(search: NonNullable<Section<unknown>["search"]>): Child {
  const label = typeof search === "string" ? search : search(place);
  const input = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(typing);
    typing = window.setTimeout(() => {
      replace(withQuery(place, { q: value, from: null, before: null, after: null }));
    }, TYPING_MS);
  };
  return h("input", {
    ...{ class: "search", type: "search", id: "search", placeholder: label, "aria-label": label },
    value: place.query.get("q") ?? "",
    "aria-keyshortcuts": "/",
    spellcheck: "false",
    autocomplete: "off",
    on: { input },
  });
}

function move({ replaced }: { replaced: boolean }): void {
  const before = place;
  clearTimeout(typing); // what was typed was meant for the place that is left
  place = here();
  failure = undefined;
  render();
  void load();
  if (replaced) return;
  settleFocus(before);
}

/** Where the focus goes after a move: to what was opened, or back to where it was opened from. */
function settleFocus(before: Place): void {
  if (before.section !== place.section) {
    main.focus({ preventScroll: true });
    document.getElementById("list")?.scrollTo(0, 0);
    return;
  }
  const opened = document.querySelector(".page.open");
  const onRow = document.activeElement?.closest(".row");
  const covered =
    opened && getComputedStyle(document.getElementById("list") ?? main).display === "none";
  if (opened && (covered || !onRow)) document.getElementById("detail-title")?.focus();
  document.getElementById("detail-body")?.scrollTo(0, 0);
  if (opened) return;
  const was = document.querySelector<HTMLElement>(
    `.row[href*="${CSS.escape(before.parts.at(-1) ?? "")}"]`,
  );
  (was ?? main).focus();
}

async function countProblems(): Promise<void> {
  // Only a hint beside a name: without an answer there is none.
  const counts = await ask<Overview>("/overview").catch(() => undefined);
  const badge = document.querySelector<HTMLElement>('[data-section="queues"] .count');
  if (!counts || !badge) return;
  badge.hidden = counts.deadLetters === 0;
  badge.textContent = String(counts.deadLetters);
  badge.title = "dead letters";
}

onMove(move);
onReload(() => void load());
listenToKeys();
document.getElementById("keys")?.addEventListener("click", showKeys);
listen((topics) => {
  if (topics === "all" || topics.some((topic) => current().topics.includes(topic))) void load();
  if (topics === "all" || topics.includes("queues")) void countProblems();
});
setInterval(() => {
  if (current().ages && !document.hidden) void load();
}, AGE_MS);
render();
void load();
