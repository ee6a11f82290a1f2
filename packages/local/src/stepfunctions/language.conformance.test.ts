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

const pass = (fields: Record<string, unknown>) => only({ Type: "Pass", ...fields });

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

describe("Choice", () => {
  const decide = async (rule: object, input: unknown) => {
    const machine = only(
      { Type: "Choice", Choices: [{ ...rule, Next: "Yes" }], Default: "No" },
      { Yes: pass({ Result: "yes" }).States.A, No: pass({ Result: "no" }).States.A },
    );
    const { A, ...rest } = machine.States as Record<string, Record<string, unknown>>;
    const { End: _end, ...choice } = A ?? {};
    return (await cloud.run({ ...machine, States: { A: choice, ...rest } }, input)).result;
  };

  it.each([
    [{ Variable: "$.s", StringEquals: "a" }, { s: "a" }, "yes"],
    [{ Variable: "$.s", StringMatches: "log-*.txt" }, { s: "log-1.txt" }, "yes"],
    [{ Variable: "$.s", StringMatches: "a?c" }, { s: "abc" }, "no"],
    [{ Variable: "$.s", StringMatches: "a*" }, { s: 5 }, "no"],
    [{ Variable: "$.s", StringLessThan: "b" }, { s: "a" }, "yes"],
    [{ Variable: "$.n", NumericGreaterThanEquals: 3 }, { n: 3 }, "yes"],
    [{ Variable: "$.n", NumericLessThan: 10 }, { n: "5" }, "no"],
    [{ Variable: "$.n", NumericEqualsPath: "$.m" }, { n: 2, m: 2 }, "yes"],
    [{ Variable: "$.b", BooleanEquals: false }, { b: false }, "yes"],
    [
      { Variable: "$.t", TimestampLessThan: "2030-01-01T00:00:00Z" },
      { t: "2020-01-01T00:00:00Z" },
      "yes",
    ],
    [{ Variable: "$.gone", IsPresent: true }, {}, "no"],
    [{ Variable: "$.gone", IsPresent: false }, {}, "yes"],
    [{ Variable: "$.x", IsNull: true }, { x: null }, "yes"],
    [{ Variable: "$.x", IsNull: false }, { x: 1 }, "yes"],
    [{ Variable: "$.x", IsNumeric: true }, { x: 1 }, "yes"],
    [{ Variable: "$.x", IsString: false }, { x: "1" }, "no"],
    [{ Variable: "$.x", IsBoolean: true }, { x: false }, "yes"],
    [{ Variable: "$.x", IsTimestamp: true }, { x: "2020-01-01T00:00:00Z" }, "yes"],
    [
      {
        And: [
          { Variable: "$.a", IsPresent: true },
          { Not: { Variable: "$.a", StringEquals: "z" } },
        ],
      },
      { a: "y" },
      "yes",
    ],
    [
      {
        Or: [
          { Variable: "$.a", NumericEquals: 1 },
          { Variable: "$.a", NumericEquals: 2 },
        ],
      },
      { a: 2 },
      "yes",
    ],
  ])("decides %j of %j: %s", async (rule, input, expected) => {
    expect(await decide(rule, input)).toBe(expected);
  });

  it("fails with States.NoChoiceMatched when nothing matches and there is no Default", async () => {
    const A = { Type: "Choice", Choices: [{ Variable: "$.a", NumericEquals: 1, Next: "B" }] };
    const { error } = await cloud.run(
      { StartAt: "A", States: { A, B: { Type: "Succeed" } } },
      { a: 2 },
    );
    expect(error).toBe("States.NoChoiceMatched");
  });

  it("may go back to itself through other states: a loop", async () => {
    const more = { Variable: "$.n", NumericLessThan: 3, Next: "Add" };
    const A = { Type: "Choice", Choices: [more], Default: "Done" };
    const Add = { Type: "Pass", Parameters: { "n.$": "States.MathAdd($.n, 1)" }, Next: "A" };
    const { result } = await cloud.run(
      { StartAt: "A", States: { A, Add, Done: { Type: "Succeed" } } },
      { n: 0 },
    );
    expect(result).toEqual({ n: 3 });
  });
});

describe("input and output", () => {
  it("are shaped by InputPath, Parameters, ResultSelector, ResultPath and OutputPath in turn", async () => {
    const machine = only(
      task("echo", {
        InputPath: "$.order",
        Parameters: { "sku.$": "$.sku", shop: "s1" },
        ResultSelector: { "bought.$": "$.sku", "at.$": "$.shop" },
        ResultPath: "$.receipt",
        OutputPath: "$.receipt",
      }),
    );
    const { result } = await cloud.run(machine, { order: { sku: "x", other: 1 } });
    expect(result).toEqual({ bought: "x", at: "s1" });
  });

  it("keep the input when ResultPath is null, and are the result when it is $", async () => {
    const kept = await cloud.run(only(task("nothing", { ResultPath: null })), { a: 1 });
    const replaced = await cloud.run(
      only(task("echo", { Parameters: { b: 2 }, ResultPath: "$" })),
      { a: 1 },
    );
    expect([kept.result, replaced.result]).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it.each([[false], [0], [""], [null], [{ a: [1] }]])(
    "pass on the Result %j of a Pass",
    async (Result) => {
      expect((await cloud.run(pass({ Result }), { x: 1 })).result).toEqual(Result);
    },
  );

  it("fail with States.Runtime where a path points to nothing, which States.ALL does not catch", async () => {
    const Catch = [{ ErrorEquals: ["States.ALL"], Next: "B" }];
    const machine = only(task("echo", { Parameters: { "a.$": "$.gone" }, Catch }), {
      B: { Type: "Succeed" },
    });
    expect((await cloud.run(machine)).error).toBe("States.Runtime");
  });

  it("fail with States.ResultPathMatchFailure where the result has no place", async () => {
    const { error } = await cloud.run(only(task("echo", { ResultPath: "$.a" })), [1]);
    expect(error).toBe("States.ResultPathMatchFailure");
  });

  it.each([
    ["States.Format('{} of {}', $.n, $.s)", "2 of a-b"],
    ["States.StringToJson($.json)", { k: 1 }],
    ["States.JsonToString($.quoted)", JSON.stringify({ q: 'say "hi"\n' })],
    ["States.Array(1, 'b', $.n)", [1, "b", 2]],
    ["States.ArrayPartition($.list, 2)", [[1, 2], [3]]],
    ["States.ArrayContains($.list, 3)", true],
    ["States.ArrayRange(1, 9, 4)", [1, 5, 9]],
    ["States.ArrayGetItem($.list, 1)", 2],
    ["States.ArrayLength($.list)", 3],
    ["States.ArrayUnique(States.Array(1, 1, 2))", [1, 2]],
    ["States.Base64Decode(States.Base64Encode('hello'))", "hello"],
    [
      "States.Hash('a', 'SHA-256')",
      "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
    ],
    ["States.JsonMerge($.quoted, $.more, false)", { q: 'say "hi"\n', z: 2 }],
    ["States.MathAdd($.n, -1)", 1],
    ["States.StringSplit($.s, '-')", ["a", "b"]],
  ])("are computed by %s", async (call, expected) => {
    const input = {
      n: 2,
      s: "a-b",
      json: '{"k":1}',
      quoted: { q: 'say "hi"\n' },
      more: { z: 2 },
      list: [1, 2, 3],
    };
    const { result, cause } = await cloud.run(pass({ Parameters: { "v.$": call } }), input);
    expect([result, cause]).toEqual([{ v: expected }, undefined]);
  });

  it("make a new UUID with States.UUID", async () => {
    const { result } = await cloud.run(pass({ Parameters: { "id.$": "States.UUID()" } }));
    expect(result).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it("see the execution in the context object, in nested states and function calls too", async () => {
    const Parameters = {
      "id.$": "$$.Execution.Id",
      "name.$": "$$.Execution.Name",
      "input.$": "$$.Execution.Input.order",
      "label.$": "States.Format('$$.{}', $$.State.Name)",
      "machine.$": "$$.StateMachine.Name",
    };
    const inner = { StartAt: "Inner", States: { Inner: { Type: "Pass", Parameters, End: true } } };
    const { result, executionArn, name } = await cloud.run(
      only({ Type: "Parallel", Branches: [inner], Parameters: { changed: true } }),
      { order: 5 },
    );
    const machine = expect.stringMatching(/^m-/);
    expect(result).toEqual([{ id: executionArn, name, input: 5, label: "$$.Inner", machine }]);
  });
});
