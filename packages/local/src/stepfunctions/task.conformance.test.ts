import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failing, only, startTestCloud, type TestCloud, task } from "./testing";

let cloud: TestCloud;
let tries = 0;

beforeAll(async () => {
  cloud = await startTestCloud({
    echo: (payload: unknown) => payload,
    nothing: () => undefined,
    boom: () => failing("OrderRejected", "no stock"),
    thirdTime: () => (++tries < 3 ? failing("Throttled") : { tries }),
    never: () => new Promise(() => {}),
    large: () => "x".repeat(300 * 1024),
  });
});
afterAll(() => cloud.close());

describe("a Task", () => {
  it("is given the state's input as the payload when the resource is the function", async () => {
    const { status, result } = await cloud.run(only(task("echo")), { order: 1 });
    expect([status, result]).toEqual(["SUCCEEDED", { order: 1 }]);
  });

  it("is given Payload and answers it wrapped through lambda:invoke", async () => {
    const Parameters = { FunctionName: "echo", Payload: { "id.$": "$.id", fixed: true } };
    const Resource = "arn:aws:states:::lambda:invoke";
    const { result } = await cloud.run(only({ Type: "Task", Resource, Parameters }), { id: 7 });
    expect(result).toMatchObject({ StatusCode: 200, Payload: { id: 7, fixed: true } });
  });

  it("finds the function of lambda:invoke by ARN with an alias, too", async () => {
    const FunctionName = "arn:aws:lambda:eu-central-1:000000000000:function:echo:live";
    const Resource = "arn:aws:states:::lambda:invoke";
    const Parameters = { FunctionName, "Payload.$": "$" };
    const state = { Type: "Task", Resource, Parameters, OutputPath: "$.Payload" };
    expect((await cloud.run(only(state), { a: 1 })).result).toEqual({ a: 1 });
  });

  it("puts out null when the function answers nothing, and the next state may pass it on", async () => {
    const Resource = "arn:aws:states:::lambda:invoke";
    const Parameters = { FunctionName: "echo", Payload: { "was.$": "$" } };
    const next = { Type: "Task", Resource, Parameters, OutputPath: "$.Payload", End: true };
    const { result } = await cloud.run(only(task("nothing", { Next: "B" }), { B: next }));
    expect(result).toEqual({ was: null });
  });

  it("fails with the Lambda error type, the report of the error being the cause", async () => {
    const { status, error, cause } = await cloud.run(only(task("boom")));
    expect([status, error]).toEqual(["FAILED", "OrderRejected"]);
    expect(JSON.parse(cause ?? "")).toMatchObject({
      errorType: "OrderRejected",
      errorMessage: "no stock",
    });
  });

  it("fails with States.Timeout after TimeoutSeconds, which States.TaskFailed does not catch", async () => {
    const Catch = [
      { ErrorEquals: ["States.TaskFailed"], Next: "Wrong" },
      { ErrorEquals: ["States.Timeout"], Next: "Late" },
    ];
    const late = { Type: "Pass", Result: "late", End: true };
    const machine = only(task("never", { TimeoutSeconds: 2, Catch }), {
      Late: late,
      Wrong: { Type: "Fail" },
    });
    expect((await cloud.run(machine)).result).toBe("late");
  });

  it("fails with States.DataLimitExceeded over 256 KB, which States.ALL does not catch", async () => {
    const Catch = [{ ErrorEquals: ["States.ALL"], Next: "B" }];
    const { error } = await cloud.run(only(task("large", { Catch }), { B: { Type: "Succeed" } }));
    expect(error).toBe("States.DataLimitExceeded");
  });
});

describe("Retry and Catch", () => {
  it("retries with backoff until the task succeeds", async () => {
    const Retry = [
      { ErrorEquals: ["Throttled"], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 },
    ];
    const began = Date.now();
    const { result } = await cloud.run(only(task("thirdTime", { Retry })));
    expect(result).toEqual({ tries: 3 });
    expect(Date.now() - began).toBeGreaterThanOrEqual(20 + 40); // 1 and 2 of the test's short seconds
  });

  it("gives up after MaxAttempts, the first attempt not counted", async () => {
    const before = cloud.count("boom");
    const Retry = [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 2 }];
    const { error } = await cloud.run(only(task("boom", { Retry })));
    expect([error, cloud.count("boom") - before]).toEqual(["OrderRejected", 3]);
  });

  it("does not retry an error that a retrier excludes with MaxAttempts 0", async () => {
    const before = cloud.count("boom");
    const Retry = [
      { ErrorEquals: ["OrderRejected"], MaxAttempts: 0 },
      { ErrorEquals: ["States.ALL"], IntervalSeconds: 1 },
    ];
    await cloud.run(only(task("boom", { Retry })));
    expect(cloud.count("boom") - before).toBe(1);
  });

  it("catches with ResultPath, keeping the input beside the error", async () => {
    const Catch = [{ ErrorEquals: ["OrderRejected"], ResultPath: "$.failure", Next: "B" }];
    const undo = { Type: "Pass", End: true };
    const { result } = await cloud.run(only(task("boom", { Catch }), { B: undo }), { id: 1 });
    expect(result).toMatchObject({ id: 1, failure: { Error: "OrderRejected" } });
  });

  it("replaces the input by the error when the catcher has no ResultPath", async () => {
    const Catch = [{ ErrorEquals: ["States.TaskFailed"], Next: "B" }];
    const { result } = await cloud.run(
      only(task("boom", { Catch }), { B: { Type: "Pass", End: true } }),
      { id: 1 },
    );
    expect(Object.keys(result as object)).toEqual(["Error", "Cause"]);
  });

  it("tells the task how often it was retried in $$.State.RetryCount", async () => {
    const Retry = [{ ErrorEquals: ["Again"], IntervalSeconds: 1 }];
    const seen: unknown[] = [];
    cloud.functions.counting = (payload: { count: number }) => {
      seen.push(payload.count);
      if (payload.count < 2) failing("Again");
    };
    await cloud.run(
      only(task("counting", { Retry, Parameters: { "count.$": "$$.State.RetryCount" } })),
    );
    expect(seen).toEqual([0, 1, 2]);
  });
});
