import type { StateRun } from "../executions";
import type { Graph, GraphEdge, GraphNode } from "../graph";
import { type Child, h } from "./dom";

interface Choice {
  readonly chosen: string | null;
  /** Where choosing a state leads. */
  readonly href: (state: string) => string;
}

const STATUS = { caught: "warn", failed: "bad", running: "run", succeeded: "good" } as const;
const WORDS = {
  caught: "caught an error",
  failed: "failed",
  running: "running",
  succeeded: "succeeded",
} as const;
const LETTER = 7.4;

/** The state machine with how far it has come. Every state is a link to what it got and gave. */
export function drawing(
  graph: Graph,
  states: Readonly<Record<string, StateRun>>,
  choice: Choice,
): Child {
  const { width, height, nodes, edges } = graph;
  const boxes = nodes.filter(({ container }) => container);
  const rest = nodes.filter(({ container }) => !container);
  return h(
    "div",
    { class: "graph", tabindex: "0", role: "region", "aria-label": "The states as a graph" },
    h(
      "svg",
      {
        viewBox: `0 0 ${width} ${height}`,
        "--width": `${width}px`,
        role: "group",
        "aria-label": "States",
      },
      h("defs", {}, ...["way", "way-taken", "way-catch"].map(arrow)),
      ...boxes.map((node) => nodeOf(node, states[node.id], choice)),
      ...edges.map((edge) => wayOf(edge, states)),
      ...edges.map(labelOf),
      ...rest.map((node) => nodeOf(node, states[node.id], choice)),
    ),
  );
}

const arrow = (name: string): Child =>
  h(
    "marker",
    {
      id: name,
      class: name,
      viewBox: "0 0 8 8",
      refX: 7,
      refY: 4,
      markerWidth: 7,
      markerHeight: 7,
      orient: "auto",
    },
    h("path", { d: "M0 .8 7.2 4 0 7.2z" }),
  );

function wayOf(
  { from, to, kind, points }: GraphEdge,
  states: Readonly<Record<string, StateRun>>,
): Child {
  const reached = (id: string) => id.includes("/") || states[id] !== undefined;
  const left = from.includes("/") || states[from]?.status !== "running";
  const taken =
    reached(from) && reached(to) && left && (kind !== "catch" || states[from]?.status === "caught");
  const name = taken ? "way-taken" : kind === "catch" ? "way-catch" : "way";
  return h("path", {
    key: `${from} ${to} ${kind}`,
    class: `way ${kind} ${taken ? "taken" : ""}`,
    d: curve(points),
    "marker-end": `url(#${name})`,
  });
}

/** A soft line through the points: straight to the middle of each pair, bent at the points between. */
function curve(points: GraphEdge["points"]): string {
  const [first, ...others] = points;
  const last = others.pop();
  if (!first || !last) return "";
  const bends = others.map((point, index) => {
    const next = others[index + 1] ?? last;
    return `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`;
  });
  return `M${first.x} ${first.y}${bends.join("")}L${last.x} ${last.y}`;
}

const labelOf = ({ from, to, kind, label, labelAt }: GraphEdge): Child =>
  label &&
  h(
    "text",
    {
      key: `label ${from} ${to} ${kind}`,
      class: "way-label",
      x: labelAt.x,
      y: labelAt.y + 4,
      "text-anchor": "middle",
    },
    label,
  );

function nodeOf(node: GraphNode, run: StateRun | undefined, { chosen, href }: Choice): Child {
  const { id, kind, x, y, width, height, container } = node;
  if (kind === "start" || kind === "end") {
    return h("circle", { key: id, class: `point ${kind}`, cx: x, cy: y, r: width / 2 - 2 });
  }
  const words = run ? WORDS[run.status] : "not reached";
  const [left, top] = [x - width / 2, y - height / 2];
  const most = Math.floor((width - 40) / LETTER);
  const name = id.length > most ? `${id.slice(0, most - 1)}…` : id;
  const repeated = run && run.visits > 1 ? ` ×${run.visits}` : "";
  return h(
    "a",
    {
      key: id,
      href: href(id),
      class: `node ${run ? STATUS[run.status] : "calm"} ${container ? "box" : ""} ${chosen === id ? "chosen" : ""}`,
      "aria-label": `${id}, ${kind}, ${words}`,
    },
    h("title", {}, `${id}: ${kind}, ${words}`),
    h("rect", { x: left, y: top, width, height, rx: container ? 10 : 7 }),
    h("circle", { class: "dot", cx: left + 16, cy: top + 17, r: 4.5 }),
    h("text", { class: "name", x: left + 28, y: top + 21 }, name),
    h("text", { class: "kind", x: left + 28, y: top + 36 }, `${kind} · ${words}${repeated}`),
  );
}

let centred = "";

/** Brings the state that matters into view, once for each execution that is opened: then the reader scrolls. */
export function centreGraph(execution: string): void {
  const graph = document.querySelector(".graph");
  if (!graph || centred === execution) return;
  centred = execution;
  const wanted = [".node.run:not(.box)", ".node.bad:not(.box)", ".point.start"];
  const node = wanted.map((one) => graph.querySelector(one)).find((found) => found !== null);
  if (!node) return;
  const [frame, box] = [graph.getBoundingClientRect(), node.getBoundingClientRect()];
  graph.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
  graph.scrollTop += box.top + box.height / 2 - frame.top - frame.height / 2;
}
