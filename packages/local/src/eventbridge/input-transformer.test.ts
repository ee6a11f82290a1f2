import { describe, expect, it } from "vitest";
import { transformInput, unknownVariables } from "./input-transformer";
import { parseJsonPath, valueAt } from "./json-path";

const event = {
  version: "0",
  id: "7bf7",
  "detail-type": "Order Placed",
  source: "shop",
  time: "2026-01-01T00:00:00Z",
  detail: {
    id: "o-1",
    total: 12.5,
    paid: true,
    note: null,
    quote: 'say "hi"\n',
    lines: [{ sku: "a" }, { sku: "b" }],
    "dotted.key": "d",
  },
};
const context = {
  ruleName: "orders",
  ruleArn: "arn:aws:events:eu-central-1:000000000000:rule/orders",
  ingestionTime: "2026-01-01T00:00:01Z",
};
const paths = {
  id: "$.detail.id",
  total: "$.detail.total",
  paid: "$.detail.paid",
  note: "$.detail.note",
  quote: "$.detail.quote",
  lines: "$.detail.lines",
  first: "$.detail.lines[0].sku",
  gone: "$.detail.gone",
};
const fill = (template: string) =>
  transformInput({ InputPathsMap: paths, InputTemplate: template }, event, context);

describe("a template", () => {
  it.each<[string, string, string]>([
    ["writes a text in a quoted template", '"order <id> of <total>"', '"order o-1 of 12.5"'],
    ["keeps escaped quotes", '"order \\"<id>\\""', '"order \\"o-1\\""'],
    ["writes a text outside of quotes as JSON", '{"id": <id>}', '{"id": "o-1"}'],
    ["writes a number without quotes", '{"total": <total>}', '{"total": 12.5}'],
    ["writes a boolean without quotes", '{"paid": <paid>}', '{"paid": true}'],
    ["writes null", '{"note": <note>}', '{"note": null}'],
    ["writes an array", '{"l": <lines>}', '{"l": [{"sku":"a"},{"sku":"b"}]}'],
    [
      "mixes fixed values in",
      '{"s": [9, <first>, true], "t": "Yes"}',
      '{"s": [9, "a", true], "t": "Yes"}',
    ],
    ["escapes a text for the quotes it stands in", '{"q": "<quote>"}', '{"q": "say \\"hi\\"\\n"}'],
    ["drops the quotes of a value inside of a text", '"l: <lines>"', '"l: [{sku:a},{sku:b}]"'],
    ["leaves out what is not there in a text", '"gone: <gone>."', '"gone: ."'],
    ["writes what is not there as an empty text", '{"gone": <gone>}', '{"gone": ""}'],
    ["leaves unknown variables alone", '"a < b and <unknown>"', '"a < b and <unknown>"'],
    ["knows the rule", "[<aws.events.rule-name>]", '["orders"]'],
    ["knows the rule's ARN", '"<aws.events.rule-arn>"', `"${context.ruleArn}"`],
    [
      "knows when the event came",
      '{"t": <aws.events.event.ingestion-time>}',
      '{"t": "2026-01-01T00:00:01Z"}',
    ],
  ])("%s", (_, template, expected) => {
    expect(fill(template)).toBe(expected);
  });

  it("knows the whole event, and the event without its detail", () => {
    const { detail: _, ...rest } = event;
    expect(JSON.parse(fill('{"e": <aws.events.event.json>}'))).toEqual({ e: event });
    expect(JSON.parse(fill('{"e": <aws.events.event>}'))).toEqual({ e: rest });
  });

  it("may go over several lines", () => {
    expect(JSON.parse(fill('{\n  "a": <id>,\n  "b": "x <id>"\n}'))).toEqual({
      a: "o-1",
      b: "x o-1",
    });
  });

  it("names the variables that nobody defines", () => {
    expect(unknownVariables({ InputTemplate: "<id> <aws.events.event>" })).toEqual(["id"]);
  });
});

describe("a path", () => {
  it.each<[string, unknown]>([
    ["$", event],
    ["$.detail.id", "o-1"],
    ["$.detail-type", "Order Placed"],
    ["$.detail.lines[1].sku", "b"],
    ["$.detail.lines[*].sku", ["a", "b"]],
    ["$.detail.lines.*.sku", ["a", "b"]],
    ["$['detail']['dotted.key']", "d"],
    ['$.detail["id"]', "o-1"],
    ["$.detail.lines[9]", undefined],
    ["$.detail.id.more", undefined],
    ["$.detail.constructor", undefined],
  ])("%s", (path, expected) => {
    expect(valueAt(event, path)).toEqual(expected);
  });

  it.each(["detail", "$detail", "$.", "$..id", "$.a[?(@.b)]", "$.a[-1]", "$.a["])(
    "%s is not of the subset",
    (path) => {
      expect(parseJsonPath(path)).toBeUndefined();
    },
  );
});
