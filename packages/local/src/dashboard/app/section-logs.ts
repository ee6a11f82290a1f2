import type { LogList } from "../logs";
import { ask } from "./ask";
import { type Child, h } from "./dom";
import { plural } from "./format";
import { logLines } from "./log-lines";
import { command, empty, FOUND_A_TENANT, quiet } from "./pieces";
import { type Place, replace, to, withQuery } from "./place";
import { section } from "./section";

const LEVELS = ["error", "warn", "info", "debug", "text", "metric"];

export const logs = section<LogList>({
  title: "Logs",
  topics: ["logs"],
  search: "Find a request ID, a tenant, a word",
  load: ({ query }) =>
    ask<LogList>("/logs", {
      q: query.get("q"),
      function: query.get("function"),
      level: query.get("level"),
    }),
  view({ lines, functions }, place) {
    return {
      tools: [
        choice(place, "function", "All functions", functions),
        choice(place, "level", "All levels", LEVELS),
        quiet(plural(lines.length, "line")),
      ],
      main: lines.length ? logLines(lines.toReversed(), "Log lines, newest first") : none(place),
    };
  },
});

const choice = (place: Place, name: string, all: string, options: readonly string[]): Child =>
  h(
    "select",
    {
      key: name,
      "aria-label": name,
      value: place.query.get(name) ?? "",
      on: {
        change: (event) =>
          replace(withQuery(place, { [name]: (event.target as HTMLSelectElement).value })),
      },
    },
    h("option", { value: "" }, all),
    ...options.map((option) => h("option", { key: option, value: option }, option)),
  );

function none({ query }: Place): Child {
  if (query.size)
    return empty("No line fits", h("p", {}, h("a", { href: to(["logs"]) }, "Show all lines")));
  return empty(
    "Nothing was logged yet",
    h(
      "p",
      {},
      "What functions write appears here, newest first. What is too old for it is in cloud.log in the data directory. To hear something:",
    ),
    command(FOUND_A_TENANT),
  );
}
