import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, it } from "vitest";
import { openStore } from "../wire/store";
import { createStepFunctions, type StepFunctions } from "./stepfunctions";
import { only, task } from "./testing";

const folder = mkdtempSync(join(tmpdir(), "stepfunctions-"));
const opened: StepFunctions[] = [];
let file = 0;

afterEach(async () => {
  for (const service of opened.splice(0)) await service.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Functions = Record<string, (payload: never) => unknown>;

/** A process' service on the store; the one before it is left as a kill -9 leaves it: never closed. */
function open(path: string, functions: Functions, secondMs = 20) {
  const calls: string[] = [];
  const service = createStepFunctions({
    store: openStore(path),
    secondMs,
    async invoke(name, payload) {
      calls.push(name);
      return functions[name]?.(payload as never);
    },
  });
  opened.push(service);
  const ended = (arn: string) =>
    expect.poll(() => service.execution(arn).status, { interval: 5 }).not.toBe("RUNNING");
  return { service, calls, ended };
}

const newFile = () => join(folder, `${++file}.sqlite`);
const hang = () => new Promise(() => {});

const three = {
  StartAt: "One",
  States: {
    One: task("one", { Next: "Two" }),
    Two: task("two", {
      Next: "Three",
      Parameters: { "in.$": "$", "began.$": "$$.Execution.StartTime" },
    }),
    Three: task("three"),
  },
};

it("goes on in the state it was in after a kill, with that state's input, and repeats none before it", async () => {
  const path = newFile();
  const seen: unknown[] = [];
  const two = (payload: unknown) => seen.push(payload);
  const before = open(path, {
    one: () => "from one",
    two(payload) {
      two(payload);
      return hang();
    },
  });
  before.service.ensureMachine("m", three);
  const arn = before.service.start("m", "x", {});
  await expect.poll(() => before.calls).toEqual(["one", "two"]);

  const after = open(path, { two, three: (payload: unknown) => payload });
  await after.ended(arn);
  expect(after.calls).toEqual(["two", "three"]);
  expect(after.service.execution(arn)).toMatchObject({ status: "SUCCEEDED", output: "2" });
  expect(seen[1]).toEqual(seen[0]); // the same input and the same start time
  expect(seen[0]).toMatchObject({ in: "from one" });
  const types = after.service.execution(arn).history.map(({ type }) => type);
  expect(types.filter((type) => type === "TaskStateEntered")).toHaveLength(3);
});

it("waits only for the time that is left", async () => {
  const path = newFile();
  const machine = only({ Type: "Wait", Seconds: 10, Next: "B" }, { B: task("b") });
  const before = open(path, {});
  before.service.ensureMachine("m", machine);
  const arn = before.service.start("m", "x", {});
  await new Promise((resolve) => setTimeout(resolve, 50));
  // a second that lasts an hour here: only the stored deadline can end the wait
  const after = open(path, { b: () => 1 }, 3_600_000);
  await before.service.close();
  await after.ended(arn);
  const { status, started, stopped } = after.service.execution(arn);
  expect(status).toBe("SUCCEEDED");
  expect(Date.parse(stopped ?? "") - Date.parse(started)).toBeGreaterThanOrEqual(200);
});

it("runs the branches of a Parallel again, and no state before it", async () => {
  const path = newFile();
  const branch = (name: string) => ({ StartAt: name, States: { [name]: task(name) } });
  const Branches = [branch("left"), branch("right")];
  const machine = only(task("one", { Next: "B" }), {
    B: { Type: "Parallel", Branches, End: true },
  });
  const before = open(path, { one: () => 1, left: () => "l", right: hang });
  before.service.ensureMachine("m", machine);
  const arn = before.service.start("m", "x", {});
  await expect.poll(() => before.calls).toContain("right");

  const after = open(path, { left: () => "l", right: () => "r" });
  await after.ended(arn);
  expect(after.calls.sort()).toEqual(["left", "right"]);
  const { output, states } = after.service.execution(arn);
  expect(JSON.parse(output ?? "")).toEqual(["l", "r"]);
  expect(new Set(Object.values(states))).toEqual(new Set(["succeeded"]));
});

it("does not resume what has ended, nor run twice what was started meanwhile", async () => {
  const path = newFile();
  const before = open(path, { one: () => 1 });
  before.service.ensureMachine("m", only(task("one")));
  const done = before.service.start("m", "done", {});
  await before.ended(done);

  const after = open(path, { one: () => 2 });
  const arn = after.service.start("m", "new", {});
  await after.ended(arn);
  await new Promise(setImmediate);
  expect(after.calls).toEqual(["one"]);
});

it("times an execution out by the time it began, restarts included", async () => {
  const path = newFile();
  const before = open(path, { one: hang });
  before.service.ensureMachine("m", { ...only(task("one")), TimeoutSeconds: 5 });
  const arn = before.service.start("m", "x", {});
  await expect.poll(() => before.calls).toHaveLength(1);
  await before.service.close();
  const after = open(path, { one: hang });
  await after.ended(arn);
  expect(after.service.execution(arn)).toMatchObject({
    status: "TIMED_OUT",
    error: "States.Timeout",
  });
});
