import { describe, expect, it } from "vitest";
import type { Flow } from "../stepfunctions/asl";
import { type GraphNode, layOut } from "./graph";
import { describe as inWords } from "./state-exits";

const FLOW: Flow = {
  StartAt: "Prepare",
  States: {
    Prepare: { Type: "Pass", Next: "How large?" },
    "How large?": {
      Type: "Choice",
      Choices: [
        { Variable: "$.total", NumericGreaterThan: 100, Next: "Both" },
        { Variable: "$.kind", StringEquals: "gift", Next: "Prepare" },
      ],
      Default: "Each",
    },
    Both: {
      Type: "Parallel",
      Branches: [
        {
          StartAt: "Reserve",
          States: {
            Reserve: { Type: "Wait", Seconds: 1, Next: "Held" },
            Held: { Type: "Pass", End: true },
          },
        },
        { StartAt: "Charge", States: { Charge: { Type: "Task", Resource: "x", End: true } } },
      ],
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Failed" }],
      Next: "Done",
    },
    Each: {
      Type: "Map",
      ItemProcessor: {
        StartAt: "Inner",
        States: {
          Inner: {
            Type: "Parallel",
            Branches: [{ StartAt: "Deep", States: { Deep: { Type: "Pass", End: true } } }],
            End: true,
          },
        },
      },
      Next: "Done",
    },
    Failed: { Type: "Fail", Error: "E", Cause: "c" },
    Done: { Type: "Succeed" },
  },
};

const edgesOf = ({ x, y, width, height }: GraphNode) => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

function inside(inner: GraphNode, outer: GraphNode): boolean {
  const [a, b] = [edgesOf(inner), edgesOf(outer)];
  return a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
}

function overlap(one: GraphNode, other: GraphNode): boolean {
  const [a, b] = [edgesOf(one), edgesOf(other)];
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

describe("the drawing of a state machine", () => {
  const graph = layOut(FLOW);
  const node = (id: string) => {
    const found = graph.nodes.find((one) => one.id === id);
    if (!found) throw new Error(`${id} is not drawn`);
    return found;
  };

  it("has every state, and the beginning and the end", () => {
    const names = [
      "Prepare",
      "How large?",
      "Both",
      "Reserve",
      "Held",
      "Charge",
      "Each",
      "Inner",
      "Deep",
      "Failed",
      "Done",
    ];
    expect(graph.nodes.map(({ id }) => id).sort()).toEqual(["/end", "/start", ...names].sort());
  });

  it("keeps everything on the canvas", () => {
    for (const one of graph.nodes) {
      const { left, top, right, bottom } = edgesOf(one);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(graph.width);
      expect(bottom).toBeLessThanOrEqual(graph.height);
    }
  });

  it.each([
    ["Reserve", "Both"],
    ["Held", "Both"],
    ["Charge", "Both"],
    ["Inner", "Each"],
    ["Deep", "Inner"],
  ])("puts %s inside of %s", (inner, outer) => {
    expect(node(outer).container).toBe(true);
    expect(inside(node(inner), node(outer))).toBe(true);
    expect(graph.nodes.indexOf(node(outer))).toBeLessThan(graph.nodes.indexOf(node(inner)));
  });

  it("lets no two states lie over each other, but for what is inside", () => {
    for (const [index, one] of graph.nodes.entries()) {
      for (const other of graph.nodes.slice(index + 1)) {
        const nested = inside(other, one) || inside(one, other);
        expect(nested || !overlap(one, other), `${one.id} and ${other.id}`).toBe(true);
      }
    }
  });

  it("draws every way with its kind and what it is taken on", () => {
    const ways = graph.edges.map(
      ({ from, to, kind, label }) => `${from} -> ${to} ${kind} ${label}`,
    );
    expect(ways).toContain("How large? -> Both choice $.total > 100");
    expect(ways).toContain('How large? -> Prepare choice $.kind = "gift"');
    expect(ways).toContain("How large? -> Each default otherwise");
    expect(ways).toContain("Both -> Failed catch on error");
    expect(ways).toContain("Reserve -> Held next ");
    expect(ways).toContain("Failed -> /end next ");
    for (const { points } of graph.edges) expect(points.length).toBeGreaterThan(1);
  });

  it("starts above the first state", () => {
    expect(node("/start").y).toBeLessThan(node("Prepare").y);
  });

  it("leaves out ways to states the definition does not have", () => {
    const broken = layOut({ StartAt: "A", States: { A: { Type: "Pass", Next: "Nowhere" } } });
    expect(broken.edges.map(({ to }) => to)).toEqual(["A"]);
  });

  it("lays out a hundred states in a moment", () => {
    const States = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [
        `S${index}`,
        index < 99
          ? { Type: "Pass" as const, Next: `S${index + 1}` }
          : { Type: "Succeed" as const },
      ]),
    );
    const started = performance.now();
    expect(layOut({ StartAt: "S0", States }).nodes).toHaveLength(102);
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});

it.each([
  [{ Variable: "$.a", NumericLessThanEquals: 3 }, "$.a ≤ 3"],
  [{ Variable: "$.a", IsPresent: false }, "$.a is not present"],
  [{ Variable: "$.a", StringMatches: "x*" }, '$.a like "x*"'],
  [{ Not: { Variable: "$.a", BooleanEquals: true } }, "not $.a = true"],
  [
    {
      And: [
        { Variable: "$.a", IsNull: true },
        { Variable: "$.b", NumericGreaterThanEquals: 1 },
      ],
    },
    "$.a is null and $.b ≥ 1",
  ],
])("puts the choice rule %j in few words", (rule, words) => {
  expect(inWords(rule)).toBe(words);
});
