import { expect, it } from "vitest";
import { escapeStart } from "./escape-start";

it.each([
  ["# 1 in town", "\\# 1 in town"],
  ["- 5 degrees", "\\- 5 degrees"],
  ["+ 3", "\\+ 3"],
  ["1986. What a year", "1986\\. What a year"],
  ["2) second", "2\\) second"],
  ["-5 degrees, #1, 3.5 kg", "-5 degrees, #1, 3.5 kg"],
  ["", ""],
])("writes %j as %j, which is a paragraph", (text, escaped) =>
  expect(escapeStart(text)).toBe(escaped),
);
