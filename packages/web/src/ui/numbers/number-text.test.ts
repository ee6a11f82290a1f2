import { expect, it } from "vitest";
import { readDecimal } from "./number-text";

it.each([
  ["1.234,5", "de-DE", "1234.5"],
  ["1,234.5", "en-US", "1234.5"],
  ["007", "en-US", "7"],
  ["-0", "en-US", "0"],
  ["+5", "en-US", "5"],
  ["१२,३४,५६७.८", "hi-IN-u-nu-deva", "1234567.8"],
  ["12345678901234567890.123", "en-US", "12345678901234567890.123"],
])("reads %j in %s as %j", (typed, locale, plain) =>
  expect(readDecimal(typed, locale)).toBe(plain),
);

it.each([
  "",
  " ",
  "-",
  ".",
  "1..2",
  "1.2.3",
  "12,34",
  "1,2345",
  "Infinity",
  "NaN",
  "0x10",
  "1e5",
  "5 kg",
])("takes %j for no number in English", (typed) =>
  expect(readDecimal(typed, "en-US")).toBeUndefined(),
);
