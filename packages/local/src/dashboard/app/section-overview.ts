import type { Minute } from "../activity";
import type { Overview, Problem } from "../overview";
import { ask, change } from "./ask";
import { bars } from "./bars";
import { type Child, h } from "./dom";
import { ago, duration, plural } from "./format";
import { command, empty, FOUND_A_TENANT, mark, time } from "./pieces";
import { to } from "./place";
import { reload, section } from "./section";
import { act } from "./toast";

export const overview = section<Overview>({
  title: "Overview",
  topics: ["builds", "chaos", "events", "executions", "queues", "requests"],
  ages: true,
  load: () => ask<Overview>("/overview"),
  view: (seen) => ({
    main: h(
      "div",
      { class: "overview" },
      problems(seen),
      numbers(seen),
      charts(seen),
      running(seen),
    ),
  }),
});

const problems = ({ problems: list, minutes }: Overview): Child => {
  const quietSoFar = minutes.every(({ requests, events }) => requests + events === 0);
  if (list.length > 0) {
    return h(
      "section",
      { class: "problems", key: "problems", "aria-label": "Problems" },
      h("h2", {}, mark("bad", plural(list.length, "problem"))),
      h("ol", {}, ...list.map(problem)),
    );
  }
  return h(
    "section",
    { class: "problems", key: "problems", "aria-label": "Problems" },
    h("h2", {}, mark("good", "Nothing is wrong")),
    quietSoFar
      ? empty(
          "Nothing has happened yet",
          h("p", {}, "Create a tenant and watch its request, event, consumer and onboarding:"),
          command(FOUND_A_TENANT),
        )
      : h("p", { class: "quiet" }, "No server errors, no dead letters, no failed executions."),
  );
};

function problem({ title, detail, time: at, path }: Problem): Child {
  const text = [
    h("span", { class: "title", dir: "auto" }, title),
    h("small", { dir: "auto", title: detail }, detail),
    at && h("span", { class: "quiet" }, time(at)),
  ];
  const key = `${title} ${at} ${detail}`;
  return h(
    "li",
    { key },
    path
      ? h("a", { class: "row", href: `/_local${path}` }, ...text)
      : h("div", { class: "row" }, ...text),
  );
}

const numbers = ({ waiting, deadLetters, running: count }: Overview): Child =>
  h(
    "dl",
    { class: "numbers", key: "numbers" },
    number("Messages waiting", waiting, to(["queues"])),
    number("Dead letters", deadLetters, to(["queues"]), deadLetters > 0),
    number("Executions running", count, to(["executions"], { q: "running" })),
  );

const number = (name: string, value: number, href: string, bad = false): Child =>
  h(
    "div",
    { key: name },
    h("dt", {}, h("a", { href }, name)),
    h("dd", { class: bad ? "bad" : "" }, value.toLocaleString("en")),
  );

const charts = ({ minutes }: Overview): Child =>
  h(
    "div",
    { class: "charts", key: "charts" },
    chart(
      "Requests",
      minutes,
      ({ requests }) => requests,
      ({ failures }) => failures,
    ),
    chart(
      "Events",
      minutes,
      ({ events }) => events,
      () => 0,
    ),
  );

function chart(
  name: string,
  minutes: readonly Minute[],
  value: (minute: Minute) => number,
  bad: (minute: Minute) => number,
): Child {
  const total = minutes.reduce((sum, minute) => sum + value(minute), 0);
  const failed = minutes.reduce((sum, minute) => sum + bad(minute), 0);
  return h(
    "figure",
    { key: name },
    h(
      "figcaption",
      {},
      h("b", {}, `${name} a minute`),
      h(
        "span",
        { class: "quiet" },
        `${total.toLocaleString("en")} in 30 min${failed ? `, ${failed} failed` : ""}`,
      ),
    ),
    bars(
      minutes.map((minute) => ({ time: minute.time, value: value(minute), bad: bad(minute) })),
      name,
    ),
  );
}

const running = (seen: Overview): Child => {
  const { chaos, lastBuild } = seen;
  return h(
    "section",
    { class: "running", key: "running" },
    h("h2", {}, "Running"),
    h(
      "dl",
      { class: "facts" },
      h(
        "div",
        {},
        h("dt", {}, "Functions"),
        h(
          "dd",
          {},
          `${seen.functions}: ${plural(seen.operations, "operation")}, ${plural(seen.consumers, "consumer")}, ${plural(seen.schedules, "schedule")}, ${plural(seen.machines, "state machine")}`,
        ),
      ),
      h(
        "div",
        {},
        h("dt", {}, "Last build"),
        h(
          "dd",
          {},
          lastBuild
            ? [
                lastBuild.problems.length
                  ? mark("bad", "failed")
                  : mark("good", `in ${duration(lastBuild.ms)}`),
                ` ${ago(lastBuild.time)}, ${plural(lastBuild.changed.length, "function")} changed`,
              ]
            : "none yet",
        ),
      ),
      h(
        "div",
        {},
        h("dt", { id: "chaos" }, "Chaos"),
        h(
          "dd",
          {},
          h(
            "button",
            {
              type: "button",
              role: "switch",
              class: "switch",
              "aria-checked": String(chaos.enabled),
              "aria-labelledby": "chaos",
              on: { click: () => void toggle(!chaos.enabled) },
            },
            h("span", { class: "knob" }),
          ),
          h("span", {}, chaos.enabled ? "on" : "off"),
          h(
            "p",
            { class: "quiet" },
            `Delivers ${Math.round(chaos.duplicate * 100)} % of messages twice and up to ${duration(chaos.delayMs)} late, out of order: as bad as AWS may.`,
          ),
        ),
      ),
    ),
  );
};

const toggle = (enabled: boolean) =>
  act(async () => {
    await change("/chaos", { enabled });
    reload();
    return enabled ? "Chaos is on" : "Chaos is off";
  });
