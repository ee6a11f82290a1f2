import type { ExecutionStatus } from "../../stepfunctions/execution-rows";
import type { ExecutionDrawing, ExecutionList, StateRun } from "../executions";
import { ask, type Detail, detail } from "./ask";
import { type Child, h } from "./dom";
import { duration, nameOf, parsed, plural } from "./format";
import { drawing } from "./graph-drawing";
import { jsonView } from "./json-view";
import {
  about,
  command,
  empty,
  FOUND_A_TENANT,
  facts,
  id,
  mark,
  mono,
  part,
  quiet,
  type Tone,
  time,
} from "./pieces";
import { to } from "./place";
import { rows } from "./rows";
import { section } from "./section";

interface Data {
  readonly list: ExecutionList;
  readonly opened: Detail<ExecutionDrawing> | undefined;
}

const TONES: Readonly<Record<ExecutionStatus, Tone>> = {
  ABORTED: "calm",
  FAILED: "bad",
  RUNNING: "run",
  SUCCEEDED: "good",
  TIMED_OUT: "bad",
};

export const statusTone = (status: ExecutionStatus): Tone => TONES[status];

const statusMark = (status: ExecutionStatus) =>
  mark(TONES[status], status.toLowerCase().replace("_", " "));

export const executions = section<Data>({
  title: "Executions",
  topics: ["executions"],
  ages: true,
  search: "Filter by machine, name, state or status",
  async load({ parts: [arn] }) {
    const [list, opened] = await Promise.all([
      ask<ExecutionList>("/executions"),
      detail(arn, (of) => ask<ExecutionDrawing>(`/executions/${encodeURIComponent(of)}`)),
    ]);
    return { list, opened };
  },
  view({ list, opened }, { parts: [arn], query }) {
    const q = query.get("q");
    const fitting = list.executions.filter(({ machine, name, state, status }) =>
      `${nameOf(machine)} ${name} ${state} ${status}`
        .toLowerCase()
        .includes(q?.toLowerCase() ?? ""),
    );
    return {
      tools: quiet(plural(fitting.length, "execution")),
      main: list.executions.length === 0 ? none(list.machines) : listOf(fitting, q),
      aside: arn
        ? {
            title: nameOf(arn.split(":").slice(0, -1).join(":")) || "Execution",
            close: to(["executions"], { q }),
            wide: true,
            body: about(opened, arn, (value) => view(value, query.get("state"), q)),
          }
        : undefined,
    };
  },
});

const none = (machines: readonly string[]): Child =>
  empty(
    "No executions yet",
    h(
      "p",
      {},
      machines.length
        ? `The state ${machines.length === 1 ? "machine is" : "machines are"} ${machines.join(", ")}. `
        : "No capability declares a pipeline. ",
      "Creating a tenant starts its onboarding:",
    ),
    command(FOUND_A_TENANT),
  );

const listOf = (list: ExecutionList["executions"], q: string | null): Child =>
  list.length === 0
    ? empty(
        "No execution fits",
        h("p", {}, "Machines, names, states and statuses are looked through."),
      )
    : rows({
        kind: "executions",
        label: "Executions, newest first",
        heads: ["Started", "Machine", "Status", "State", "Took"],
        items: list,
        open: location.pathname,
        row: ({ arn, machine, name, status, started, stopped, state }) => ({
          key: arn,
          href: to(["executions", arn], { q }),
          cells: [
            time(started),
            [h("span", {}, nameOf(machine)), h("small", { title: name, dir: "auto" }, name)],
            statusMark(status),
            h("span", { title: state, dir: "auto" }, state),
            stopped ? duration(Date.parse(stopped) - Date.parse(started)) : quiet("…"),
          ],
        }),
      });

function view(execution: ExecutionDrawing, state: string | null, q: string | null): Child {
  const { arn, name, status, started, stopped, error, cause, graph, states } = execution;
  const run = state === null ? undefined : states[state];
  return [
    h(
      "p",
      { class: "line" },
      statusMark(status),
      status === "RUNNING" && quiet(" in ", execution.state),
    ),
    facts([
      ["Name", id(name)],
      ["Started", time(started)],
      ["Took", stopped && duration(Date.parse(stopped) - Date.parse(started))],
      ["Error", error && mono(error)],
      ["Cause", cause && h("span", { class: "reason", dir: "auto" }, cause)],
    ]),
    part(
      "States",
      drawing(graph, states, {
        chosen: state,
        href: (of) => to(["executions", arn], { q, state: of }),
      }),
      legend(),
    ),
    state !== null &&
      part(state, run ? runView(run) : h("p", { class: "quiet" }, "This state was not reached.")),
    part("Input", jsonView(parsed(execution.input), "the input")),
    execution.output !== null && part("Output", jsonView(parsed(execution.output), "the output")),
    part("History", historyOf(execution)),
  ];
}

const legend = () =>
  h(
    "p",
    { class: "legend" },
    mark("run", "running"),
    mark("good", "succeeded"),
    mark("warn", "caught an error"),
    mark("bad", "failed"),
    mark("calm", "not reached"),
  );

const runView = (run: StateRun): Child => [
  facts([
    ["Is", run.status],
    ["Entered", run.entered && time(run.entered)],
    [
      "Took",
      run.entered && run.exited && duration(Date.parse(run.exited) - Date.parse(run.entered)),
    ],
    ["Visits", run.visits > 1 ? String(run.visits) : null],
    ["Failed attempts", run.failures ? String(run.failures) : null],
    ["Error", run.error && mono(run.error)],
    ["Cause", run.cause && h("span", { class: "reason", dir: "auto" }, run.cause)],
  ]),
  run.input !== null && [h("h4", {}, "Input"), jsonView(parsed(run.input), "the state's input")],
  run.output !== null && [
    h("h4", {}, "Output"),
    jsonView(parsed(run.output), "the state's output"),
  ],
];

const historyOf = ({ history, earlierEvents }: ExecutionDrawing): Child => [
  earlierEvents > 0 &&
    h("p", { class: "quiet" }, `${plural(earlierEvents, "earlier event")} not shown.`),
  h(
    "ol",
    { class: "history" },
    ...history.map(({ id: number, type, state, time: at, details }) =>
      h(
        "li",
        { key: String(number) },
        time(at),
        " ",
        Object.keys(details).length
          ? h(
              "details",
              {},
              h("summary", {}, h("b", {}, type), state && quiet(" ", state)),
              jsonView(details, `event ${number}`),
            )
          : [h("b", {}, type), state && quiet(" ", state)],
      ),
    ),
  ),
];
