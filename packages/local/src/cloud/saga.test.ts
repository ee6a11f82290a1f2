import { resolveSteps } from "@faibric/functions/platform/manifest.schema";
import { saga } from "@faibric/functions/platform/saga";
import { afterAll, expect, it } from "vitest";
import { failing, lambda, startTestCloud } from "../stepfunctions/testing";

const order = saga({
  steps: [
    { run: "reserveStock", undo: "releaseStock" },
    { run: "checkAddress" },
    { run: "chargeCard", undo: "refundCard" },
    { run: "ship" },
  ],
  failed: "cancelOrder",
});
const definition = resolveSteps(order.definition, lambda);
const input = { tenantId: "tnt_1", correlationId: "c-1", amount: 3 };

const done: string[] = [];
const inputs: unknown[] = [];
let breaking: readonly string[] = [];
const functions = Object.fromEntries(
  order.steps.map((step) => [
    step,
    (payload: unknown) => {
      inputs.push(payload);
      if (breaking.includes(step)) failing("BrokenError", step);
      done.push(step);
      return { of: step };
    },
  ]),
);
const cloud = await startTestCloud(functions, { secondMs: 1 });
afterAll(() => cloud.close());

async function run(...broken: readonly string[]) {
  breaking = broken;
  done.length = 0;
  inputs.length = 0;
  const { status, error } = await cloud.run(definition, input);
  return { status, error, done: done.join(" ") };
}
const FAILED = { status: "FAILED", error: "SagaFailed" };

it("does every step in turn, each with the input of the whole", async () => {
  const done = "reserveStock checkAddress chargeCard ship";
  expect(await run()).toEqual({ status: "SUCCEEDED", error: undefined, done });
  for (const one of inputs) expect(one).toEqual(input);
});

it.each([
  ["reserveStock", "releaseStock cancelOrder"],
  ["checkAddress", "reserveStock releaseStock cancelOrder"],
  ["chargeCard", "reserveStock checkAddress refundCard releaseStock cancelOrder"],
  ["ship", "reserveStock checkAddress chargeCard refundCard releaseStock cancelOrder"],
])("undoes in reverse where %s fails, that step too, and tells them why", async (step, done) => {
  expect(await run(step)).toEqual({ ...FAILED, done });
  expect(inputs.at(-1)).toMatchObject({ ...input, error: { Error: "BrokenError" } });
});

it("tries a step again before it gives up", async () => {
  let tries = 0;
  cloud.functions.checkAddress = () => {
    tries += 1;
    if (tries === 1) failing("BrokenError");
    done.push("checkAddress");
  };
  expect(await run()).toMatchObject({ status: "SUCCEEDED" });
  Object.assign(cloud.functions, functions);
});

it("undoes the rest where an undo step fails, and says that a person has to look", async () => {
  expect(await run("ship", "refundCard")).toEqual({
    status: "FAILED",
    error: "SagaNotUndone",
    done: "reserveStock checkAddress chargeCard releaseStock cancelOrder",
  });
  expect(inputs.at(-1)).toMatchObject({ undoError: { Error: "BrokenError" } });
});

it("fails with the reason where even that cannot be told", async () => {
  expect(await run("ship", "cancelOrder")).toMatchObject({
    status: "FAILED",
    error: "BrokenError",
  });
});
