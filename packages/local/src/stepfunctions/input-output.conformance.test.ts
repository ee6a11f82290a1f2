import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { only, startTestCloud, type TestCloud, task } from "./testing";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({
    echo: (payload: unknown) => payload,
    nothing: () => undefined,
  });
});
afterAll(() => cloud.close());

const pass = (fields: Record<string, unknown>) => only({ Type: "Pass", ...fields });

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
