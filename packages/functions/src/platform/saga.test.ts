import { expect, it } from "vitest";
import { saga } from "./saga";

const order = saga({
  steps: [
    { run: "reserveStock", undo: "releaseStock" },
    { run: "checkAddress" },
    { run: "chargeCard", undo: "refundCard" },
    { run: "ship" },
  ],
  failed: "cancelOrder",
});
const { States } = order.definition;
const nextOf = (state: string) => States[state]?.Next;
const onFailure = (state: string) =>
  (States[state]?.Catch as [{ Next: string }] | undefined)?.[0].Next;

it("runs the steps in turn, and the last one ends it", () => {
  expect(order.definition.StartAt).toBe("reserveStock");
  expect(["reserveStock", "checkAddress", "chargeCard"].map(nextOf)).toEqual([
    "checkAddress",
    "chargeCard",
    "ship",
  ]);
  expect(States.ship).toMatchObject({ End: true });
});

it("undoes in reverse what failed and what came before it, then says so", () => {
  expect(["reserveStock", "checkAddress", "chargeCard", "ship"].map(onFailure)).toEqual([
    "Undo: releaseStock",
    "Undo: releaseStock",
    "Undo: refundCard",
    "Undo: refundCard",
  ]);
  expect(nextOf("Undo: refundCard")).toBe("Undo: releaseStock");
  expect(nextOf("Undo: releaseStock")).toBe("Undo: cancelOrder");
  expect(nextOf("Undo: cancelOrder")).toBe("WasUndone");
});

it("undoes the rest where an undo step fails", () => {
  expect(onFailure("Undo: refundCard")).toBe("Undo: releaseStock");
  expect(onFailure("Undo: releaseStock")).toBe("Undo: cancelOrder");
});

it("names its functions once each, and points nowhere else", () => {
  const functions = "reserveStock releaseStock checkAddress chargeCard refundCard ship cancelOrder";
  expect(order.steps).toEqual(functions.split(" "));
  const resources = Object.values(States).flatMap(({ Resource }) => (Resource ? [Resource] : []));
  expect(resources.sort()).toEqual(order.steps.map((step) => `step:${step}`).sort());
  const targets = [...JSON.stringify(States).matchAll(/"(?:Next|Default)":"([^"]+)"/g)];
  for (const [, target = ""] of targets) expect(States).toHaveProperty([target]);
});

it("refuses a step that is there twice, whose states would be one", () => {
  const twice = () =>
    saga({
      steps: [
        { run: "a", undo: "x" },
        { run: "b", undo: "x" },
      ],
      failed: "f",
    });
  expect(twice).toThrow("a step twice in a, x, b, x, f");
});
