import { afterAll, beforeAll, expect, it } from "vitest";
import { failing, only, startTestCloud, type TestCloud, task } from "./testing";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({
    echo: (payload: unknown) => payload,
    boom: () => failing("OrderRejected"),
    never: () => new Promise(() => {}),
  });
});
afterAll(() => cloud.close());

const flow = (name: string, function_: string) => ({
  StartAt: name,
  States: { [name]: task(function_) },
});
const Catch = [{ ErrorEquals: ["States.ALL"], Next: "Undo" }];
const failBranch = { Type: "Parallel", Branches: [flow("Bad", "boom"), flow("Slow", "never")] };

it("tells a drawing which states succeeded, were caught, failed and run", async () => {
  const machine = only(task("echo", { Next: "B" }), {
    B: { ...failBranch, Catch, Next: "Undo" },
    Undo: task("never"),
  });
  cloud.service.ensureMachine("saga", machine);
  const arn = cloud.service.start("saga", "one", { id: 1 });
  await expect.poll(() => cloud.service.execution(arn).state).toBe("Undo");
  const { states, definition, status } = cloud.service.execution(arn);
  expect(states).toEqual({
    A: "succeeded",
    B: "caught",
    Bad: "failed",
    Slow: "failed",
    Undo: "running",
  });
  expect([definition, status]).toEqual([machine, "RUNNING"]);
});

it("marks the state an execution failed in", async () => {
  const { executionArn = "" } = await cloud.run(only(task("boom")));
  expect(cloud.service.execution(executionArn).states).toEqual({ A: "failed" });
});

it("lists the executions of a machine, newest first, and tells of every change", async () => {
  const changes: string[] = [];
  const stop = cloud.service.onChange((arn) => changes.push(arn));
  cloud.service.ensureMachine("listed", only(task("echo")));
  const first = cloud.service.start("listed", "first", {});
  const second = cloud.service.start("listed", "second", {});
  await cloud.finished(first);
  await cloud.finished(second);
  stop();
  const listed = cloud.service.executions({ machine: "listed", limit: 10 });
  expect(listed.map(({ name, status }) => [name, status])).toEqual([
    ["second", "SUCCEEDED"],
    ["first", "SUCCEEDED"],
  ]);
  expect(changes).toEqual(expect.arrayContaining([first, second]));
  expect(cloud.service.executions({ limit: 1 })).toHaveLength(1);
});

it("leaves a machine alone that is the same, and updates one that has changed", async () => {
  const first = cloud.service.ensureMachine("kept", only(task("echo")));
  expect(cloud.service.ensureMachine("kept", only(task("echo")))).toBe(first);
  cloud.service.ensureMachine("kept", only({ Type: "Pass", Result: 2 }));
  const arn = cloud.service.start("kept", "x", {});
  expect(await cloud.finished(arn)).toMatchObject({ output: "2" });
});
