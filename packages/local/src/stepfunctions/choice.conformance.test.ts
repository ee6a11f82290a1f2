import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { only, startTestCloud, type TestCloud } from "./testing";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.close());

const pass = (fields: Record<string, unknown>) => only({ Type: "Pass", ...fields });

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
