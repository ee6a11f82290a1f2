import dagre from "@dagrejs/dagre";
import { type Flow, innerFlows, type State, type StateType } from "../stepfunctions/asl";
import { type Choosing, exitsOf } from "./state-exits";

/** A drawing of a state machine. Lengths are in pixels, places from the top left; `x`, `y` are centres. */
export interface Graph {
  readonly width: number;
  readonly height: number;
  /** What is inside a Parallel or Map comes after it, so drawing in this order is right. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  /** The state's name, which is unique in a definition; of the two ends of each flow, a path. */
  readonly id: string;
  readonly kind: StateType | "end" | "start";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Whether others are drawn inside of it. */
  readonly container: boolean;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: Choosing["kind"];
  readonly label: string;
  readonly points: readonly Point[];
  /** Where the label's centre is. */
  readonly labelAt: Point;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const LETTER = 7.4;
const NODE = { minWidth: 178, maxWidth: 280, height: 46, padding: 44 };
const END = { width: 18, height: 18 };
const CONTAINER = { top: 44, side: 14, bottom: 14, gap: 14 };
const EDGE_LABEL = { letter: 6.2, height: 16 };

/** Lays a machine out from top to bottom, with what is inside Parallel and Map in boxes of their own. */
export function layOut(flow: Flow): Graph {
  return layOutFlow(flow, "", true);
}

function layOutFlow(flow: Flow, path: string, outermost: boolean): Graph {
  const inner = new Map(
    Object.entries(flow.States).flatMap(([name, state]) => {
      const box = boxOf(name, state);
      return box ? [[name, box] as const] : [];
    }),
  );
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 24, ranksep: 34, edgesep: 14, marginx: 8, marginy: 8 });
  const kinds = new Map<string, GraphNode["kind"]>();
  const add = (id: string, kind: GraphNode["kind"], size: { width: number; height: number }) => {
    kinds.set(id, kind);
    graph.setNode(id, { ...size });
  };
  const ends = { start: `${path}/start`, end: `${path}/end` };
  if (outermost) add(ends.start, "start", END);
  for (const [name, state] of Object.entries(flow.States)) {
    add(name, state.Type, inner.get(name) ?? sizeOf(name));
  }
  const exits = exitsOf(flow, ends, outermost);
  if (exits.some(({ to }) => to === ends.end)) add(ends.end, "end", END);
  for (const [index, { from, to, kind, label }] of exits.entries()) {
    const width = label.length * EDGE_LABEL.letter;
    const size = label ? { width, height: EDGE_LABEL.height, labelpos: "c" as const } : {};
    graph.setEdge(
      from,
      to,
      { ...size, kind, label, weight: kind === "next" ? 3 : 1 },
      String(index),
    );
  }
  dagre.layout(graph);
  return drawingOf(graph, kinds, inner, exits);
}

function drawingOf(
  graph: InstanceType<typeof dagre.graphlib.Graph>,
  kinds: ReadonlyMap<string, GraphNode["kind"]>,
  inner: ReadonlyMap<string, Graph>,
  exits: readonly Choosing[],
): Graph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  for (const [id, kind] of kinds) {
    const { x = 0, y = 0, width = 0, height = 0 } = graph.node(id) as Partial<GraphNode>;
    const box = inner.get(id);
    nodes.push({ id, kind, x, y, width, height, container: box !== undefined });
    if (!box) continue;
    const moved = shift(box, x - width / 2, y - height / 2);
    nodes.push(...moved.nodes);
    edges.push(...moved.edges);
  }
  for (const [index, { from, to, kind, label }] of exits.entries()) {
    const laid = graph.edge(from, to, String(index)) as unknown as {
      points?: Point[];
      x?: number;
      y?: number;
    }; // dagre adds these to the label it was given
    const points = (laid.points ?? []).map(({ x, y }) => ({ x, y }));
    const labelAt = { x: laid.x ?? 0, y: laid.y ?? 0 };
    edges.push({ from, to, kind, label, points, labelAt });
  }
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { width, height, nodes, edges };
}

/** The inside of a Parallel or Map, its flows side by side, with room for its own name above. */
function boxOf(name: string, state: State): Graph | undefined {
  const flows = innerFlows(state);
  if (flows.length === 0) return undefined;
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  let x = CONTAINER.side;
  let height = 0;
  for (const [index, flow] of flows.entries()) {
    const drawn = layOutFlow(flow, `${name}/${index}`, false);
    const moved = shift(drawn, x, CONTAINER.top);
    nodes.push(...moved.nodes);
    edges.push(...moved.edges);
    x += drawn.width + CONTAINER.gap;
    height = Math.max(height, drawn.height);
  }
  const width = Math.max(x - CONTAINER.gap + CONTAINER.side, sizeOf(name).width);
  return { width, height: CONTAINER.top + height + CONTAINER.bottom, nodes, edges };
}

function shift({ width, height, nodes, edges }: Graph, dx: number, dy: number): Graph {
  const move = ({ x, y }: Point) => ({ x: x + dx, y: y + dy });
  return {
    width,
    height,
    nodes: nodes.map((node) => ({ ...node, ...move(node) })),
    edges: edges.map((edge) => ({
      ...edge,
      points: edge.points.map(move),
      labelAt: move(edge.labelAt),
    })),
  };
}

function sizeOf(name: string) {
  const width = Math.ceil(name.length * LETTER) + NODE.padding;
  return {
    width: Math.min(NODE.maxWidth, Math.max(NODE.minWidth, width)),
    height: NODE.height,
  };
}
