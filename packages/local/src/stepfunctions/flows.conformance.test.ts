import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failing, lambda, only, startTestCloud, type TestCloud, task } from "./testing";

let cloud: TestCloud;
let running = 0;
let most = 0;
const handled: number[] = [];

beforeAll(async () => {
  cloud = await startTestCloud({
    echo: (payload: unknown) => payload,
    double: (n: number) => n * 2,
    boom: () => failing("OrderRejected", "no stock"),
    never: () => new Promise(() => {}),
    busy: async (n: number) => {
      most = Math.max(most, ++running);
      await expect.poll(() => most, { interval: 2 }).toBeGreaterThan(1);
      await new Promise((resolve) => setTimeout(resolve, 10)); // would a third begin?
      running--;
      return n;
    },
    failsAtTwo: (n: number) => {
      handled.push(n);
      if (n === 2) failing("BadItem", "two");
    },
  });
});
afterAll(() => cloud.close());

const processor = (name: string, function_: string) => ({
  ProcessorConfig: { Mode: "INLINE" },
  StartAt: name,
  States: { [name]: task(function_) },
});

const branch = (name: string, state: object) => ({
  StartAt: name,
  States: { [name]: { End: true, ...state } },
});

describe("Parallel", () => {
  it("puts out the branches' results in their order", async () => {
    const Branches = [branch("One", task("double")), branch("Two", { Type: "Pass", Result: "b" })];
    expect((await cloud.run(only({ Type: "Parallel", Branches }), 4)).result).toEqual([8, "b"]);
  });

  it("fails with the branch's error, which its Catch handles, and ends the other branches", async () => {
    const Branches = [branch("One", task("boom")), branch("Two", task("never"))];
    const Catch = [{ ErrorEquals: ["OrderRejected"], ResultPath: "$.why", Next: "B" }];
    const { result } = await cloud.run(
      only({ Type: "Parallel", Branches, Catch, Next: "B" }, { B: { Type: "Succeed" } }),
      { id: 1 },
    );
    expect(result).toMatchObject({ id: 1, why: { Error: "OrderRejected" } });
  });

  it("runs all branches again when it is retried", async () => {
    const before = cloud.count("echo");
    let failures = 1;
    cloud.functions.onceBad = () => (failures-- > 0 ? failing("Flaky") : "ok");
    const Branches = [branch("One", task("echo")), branch("Two", task("onceBad"))];
    const Retry = [{ ErrorEquals: ["Flaky"], IntervalSeconds: 1 }];
    const { result } = await cloud.run(only({ Type: "Parallel", Branches, Retry }), "x");
    expect([result, cloud.count("echo") - before]).toEqual([["x", "ok"], 2]);
  });

  it("may be nested", async () => {
    const inner = { Type: "Parallel", Branches: [branch("Deep", { Type: "Pass" })] };
    const { result } = await cloud.run(
      only({ Type: "Parallel", Branches: [branch("Inner", inner)] }),
      1,
    );
    expect(result).toEqual([[1]]);
  });
});

describe("Map", () => {
  it("runs the processor for each item and keeps their order", async () => {
    const { result } = await cloud.run(
      only({ Type: "Map", ItemProcessor: processor("B", "double") }),
      [3, 1],
    );
    expect(result).toEqual([6, 2]);
  });

  it("runs at most MaxConcurrency items at once", async () => {
    most = 0;
    const each = {
      Type: "Map",
      ItemsPath: "$.xs",
      MaxConcurrency: 2,
      ItemProcessor: processor("B", "busy"),
    };
    const { result } = await cloud.run(only(each), { xs: [1, 2, 3, 4, 5] });
    expect([result, most]).toEqual([[1, 2, 3, 4, 5], 2]);
  });

  it("selects each item's input with ItemSelector from the item, its index and the state's input", async () => {
    const ItemSelector = {
      "v.$": "$$.Map.Item.Value",
      "i.$": "$$.Map.Item.Index",
      "shop.$": "$.shop",
    };
    const each = {
      Type: "Map",
      ItemsPath: "$.xs",
      ItemSelector,
      ItemProcessor: processor("B", "echo"),
    };
    const { result } = await cloud.run(only(each), { xs: ["a", "b"], shop: "s" });
    expect(result).toEqual([
      { v: "a", i: 0, shop: "s" },
      { v: "b", i: 1, shop: "s" },
    ]);
  });

  it("accepts the older Iterator and Parameters, and an empty list", async () => {
    const each = {
      Type: "Map",
      ItemsPath: "$.xs",
      Parameters: { "v.$": "$$.Map.Item.Value" },
      Iterator: processor("B", "echo"),
    };
    expect((await cloud.run(only(each), { xs: [1] })).result).toEqual([{ v: 1 }]);
    expect((await cloud.run(only(each), { xs: [] })).result).toEqual([]);
  });

  it("starts no further item once one has failed", async () => {
    const each = { Type: "Map", MaxConcurrency: 1, ItemProcessor: processor("B", "failsAtTwo") };
    const { error } = await cloud.run(only(each), [1, 2, 3, 4]);
    expect([error, handled]).toEqual(["BadItem", [1, 2]]);
  });

  it("writes its results to ResultPath through ResultSelector", async () => {
    const each = {
      Type: "Map",
      ItemsPath: "$.xs",
      ItemProcessor: processor("B", "double"),
      ResultSelector: { "all.$": "$" },
      ResultPath: "$.doubled",
    };
    const { result } = await cloud.run(only(each), { xs: [2] });
    expect(result).toEqual({ xs: [2], doubled: { all: [4] } });
  });

  it("fails when its items are no list", async () => {
    const each = { Type: "Map", ItemsPath: "$.xs", ItemProcessor: processor("B", "echo") };
    expect((await cloud.run(only(each), { xs: 1 })).error).toBe("States.Runtime");
  });
});

describe("Wait, Succeed and Fail", () => {
  it.each([
    [{ Seconds: 2 }, {}],
    [{ SecondsPath: "$.s" }, { s: 2 }],
  ])("waits %j of %j", async (fields, input) => {
    const began = Date.now();
    const { result } = await cloud.run(only({ Type: "Wait", ...fields }), input);
    expect(result).toEqual(input);
    expect(Date.now() - began).toBeGreaterThanOrEqual(39); // 2 of the test's short seconds
  });

  it("waits until a timestamp, not at all when it has passed", async () => {
    const at = new Date(Date.now() + 60).toISOString();
    await cloud.run(only({ Type: "Wait", TimestampPath: "$.at" }), { at });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(at));
    const past = { Type: "Wait", Timestamp: "2001-01-01T00:00:00Z" };
    expect((await cloud.run(only(past))).status).toBe("SUCCEEDED");
  });

  it("ends the execution at a Succeed with its OutputPath", async () => {
    const machine = { StartAt: "A", States: { A: { Type: "Succeed", OutputPath: "$.a" } } };
    expect((await cloud.run(machine, { a: 1 })).result).toBe(1);
  });

  it("fails with the Error and Cause of a Fail, literal or by path, or with neither", async () => {
    const fail = (fields: object) => ({ StartAt: "A", States: { A: { Type: "Fail", ...fields } } });
    const literal = await cloud.run(fail({ Error: "Nope", Cause: "because" }));
    const byPath = await cloud.run(fail({ ErrorPath: "$.e", CausePath: "$.c" }), {
      e: "E",
      c: "C",
    });
    const bare = await cloud.run(fail({}));
    const failures = [literal, byPath, bare].map(({ error, cause }) => [error, cause]);
    expect(failures).toEqual([
      ["Nope", "because"],
      ["E", "C"],
      [undefined, undefined],
    ]);
  });

  it("times the execution out after the machine's TimeoutSeconds", async () => {
    const { status, error } = await cloud.run({ ...only(task("never")), TimeoutSeconds: 2 });
    expect([status, error]).toEqual(["TIMED_OUT", "States.Timeout"]);
  });

  it("runs functions named in the lambda:invoke resource by input", async () => {
    const Resource = "arn:aws:states:::lambda:invoke";
    const Parameters = { "FunctionName.$": "$.f", "Payload.$": "$.n" };
    const { result } = await cloud.run(
      only({ Type: "Task", Resource, Parameters, ResultSelector: { "r.$": "$.Payload" } }),
      { f: lambda("double"), n: 4 },
    );
    expect(result).toEqual({ r: 8 });
  });
});

it("runs a saga: the undo steps of what succeeded, in reverse, each with the input of the whole", async () => {
  const done: unknown[] = [];
  for (const name of ["reserve", "charge", "refund", "release"]) {
    cloud.functions[name] = (payload: unknown) => void done.push([name, payload]);
  }
  const step = (name: string, undo: string, rest: object) =>
    task(name, {
      ResultPath: null,
      Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: undo }],
      ...rest,
    });
  const machine = {
    StartAt: "reserve",
    States: {
      reserve: step("reserve", "Failed", { Next: "charge" }),
      charge: step("charge", "Undo: reserve", { Next: "ship" }),
      ship: step("boom", "Undo: charge", {}),
      "Undo: charge": task("refund", { ResultPath: null, Next: "Undo: reserve" }),
      "Undo: reserve": task("release", { ResultPath: null, Next: "Failed" }),
      Failed: { Type: "Fail", Error: "SagaFailed", Cause: "A step failed and all was undone." },
    },
  };
  const { error, executionArn = "" } = await cloud.run(machine, { order: 1 });
  const failed = { order: 1, error: { Error: "OrderRejected", Cause: expect.any(String) } };
  expect([error, done]).toEqual([
    "SagaFailed",
    [
      ["reserve", { order: 1 }],
      ["charge", { order: 1 }],
      ["refund", failed],
      ["release", failed],
    ],
  ]);
  expect(cloud.service.execution(executionArn).states).toEqual({
    reserve: "succeeded",
    charge: "succeeded",
    ship: "caught",
    "Undo: charge": "succeeded",
    "Undo: reserve": "succeeded",
    Failed: "failed",
  });
});
