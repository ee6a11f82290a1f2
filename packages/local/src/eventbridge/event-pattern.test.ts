import { describe, expect, it } from "vitest";
import { AwsError } from "../wire/aws-error";
import { fieldsOf } from "./event-fields";
import { compilePattern } from "./event-pattern";
import type { Json } from "./json";

const matches = (pattern: Json, event: Json) =>
  compilePattern(JSON.stringify(pattern))(fieldsOf(event));

/** Whether `{"detail": {"x": test}}` fits an event whose `detail.x` is this value. */
const fits = (test: Json, value: Json) =>
  matches({ detail: { x: [test] } }, { detail: { x: value } });

function reasonOf(pattern: string): string {
  try {
    compilePattern(pattern);
  } catch (error) {
    if (error instanceof AwsError && error.code === "InvalidEventPatternException") {
      return error.message;
    }
    throw error;
  }
  return "valid";
}

describe("exact values", () => {
  it.each<[string, Json, Json, boolean]>([
    ["a text equals itself", "a", "a", true],
    ["a text differs in case", "a", "A", false],
    ["an empty text equals an empty text", "", "", true],
    ["an empty text is not null", "", null, false],
    ["a number equals itself however written", 300, 3.0e2, true],
    ["a number is not its text", 300, "300", false],
    ["an account number beyond the numeric range is still exact", 123456789012, 123456789012, true],
    ["true is true", true, true, true],
    ["true is not the text", true, "true", false],
    ["false is not true", false, true, false],
    ["null is null", null, null, true],
    ["null is not an empty text", null, "", false],
    ["exactly names a text", { exactly: "a" }, "a", true],
  ])("%s", (_, test, value, expected) => {
    expect(fits(test, value)).toBe(expected);
  });

  it("any value of the pattern will do, and every field must", () => {
    const pattern = { source: ["a", "b"], detail: { n: [1, 2] } };
    expect(matches(pattern, { source: "b", detail: { n: 1 } })).toBe(true);
    expect(matches(pattern, { source: "b", detail: { n: 3 } })).toBe(false);
    expect(matches(pattern, { source: "b", detail: {} })).toBe(false);
  });

  it("fields the pattern does not name are ignored", () => {
    expect(matches({ source: ["a"] }, { source: "a", detail: { more: [1] } })).toBe(true);
  });
});

describe("operators on texts", () => {
  it.each<[string, Json, Json, boolean]>([
    ["prefix", { prefix: "eu-" }, "eu-west-1", true],
    ["prefix at the start only", { prefix: "west" }, "eu-west-1", false],
    ["prefix is sensitive to case", { prefix: "EU" }, "eu-west-1", false],
    ["an empty prefix fits any text", { prefix: "" }, "x", true],
    ["an empty prefix fits no number", { prefix: "" }, 5, false],
    ["prefix fits no number", { prefix: "1" }, 12, false],
    ["prefix, any case", { prefix: { "equals-ignore-case": "EU-" } }, "eu-west-1", true],
    ["prefix, any case, other text", { prefix: { "equals-ignore-case": "US" } }, "eu-1", false],
    ["suffix", { suffix: ".png" }, "a.png", true],
    ["suffix at the end only", { suffix: ".png" }, "a.png.exe", false],
    ["suffix, any case", { suffix: { "equals-ignore-case": ".PNG" } }, "a.png", true],
    ["suffix, any case, other text", { suffix: { "equals-ignore-case": ".JPG" } }, "a.png", false],
    ["equals-ignore-case", { "equals-ignore-case": "alice" }, "ALICE", true],
    ["equals-ignore-case of the whole text", { "equals-ignore-case": "alice" }, "ALICES", false],
    ["equals-ignore-case fits no null", { "equals-ignore-case": "null" }, null, false],
  ])("%s", (_, test, value, expected) => {
    expect(fits(test, value)).toBe(expected);
  });
});

describe("wildcard", () => {
  it.each<[string, string, boolean]>([
    ["*", "", true],
    ["*", "anything\nat all", true],
    ["a*", "a", true],
    ["a*", "ba", false],
    ["*a", "bca", true],
    ["a*b", "ab", true],
    ["a*b", "a-b-b", true],
    ["a*b", "a", false],
    ["a*a", "a", false],
    ["*/lib/*", "usr/lib/x", true],
    ["*/lib/*", "usr/bin/x", false],
    ["a*b*c", "a1b2c", true],
    ["a*b*c", "a1c2b", false],
    ["*ab*ab", "ab", false],
    ["a.c*", "abcd", false],
    ["a\\*b", "a*b", true],
    ["a\\*b", "axb", false],
    ["a\\\\*", "a\\x", true],
    ["a\\\\b", "a\\b", true],
    ["no-wildcard", "no-wildcard", true],
    ["no-wildcard", "no-wildcards", false],
  ])("%s on %j", (wildcard, value, expected) => {
    expect(fits({ wildcard }, value)).toBe(expected);
  });

  it("takes linear time on a text made to be slow", () => {
    const started = performance.now();
    expect(fits({ wildcard: `${"*a".repeat(30)}*b` }, "a".repeat(50_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe("anything-but", () => {
  it.each<[string, Json, Json, boolean]>([
    ["another text", "a", "b", true],
    ["the text", "a", "a", false],
    ["another number", 1, 2, true],
    ["the number", 1, 1, false],
    ["a number where a text is excluded", "a", 1, true],
    ["null where a text is excluded", "a", null, true],
    ["a text outside of a list", ["a", "b"], "c", true],
    ["a text in a list", ["a", "b"], "b", false],
    ["a number in a list", [1, 2], 2, false],
    ["a number outside of a list", [1, 2], 3, true],
    ["a text without the prefix", { prefix: "init" }, "running", true],
    ["a text with the prefix", { prefix: "init" }, "initial", false],
    ["a text with one of the prefixes", { prefix: ["init", "err"] }, "error", false],
    ["a text without the suffix", { suffix: ".txt" }, "a.rtf", true],
    ["a text with one of the suffixes", { suffix: [".txt", ".rtf"] }, "a.rtf", false],
    ["a text but for its case", { "equals-ignore-case": "init" }, "INIT", false],
    ["a list but for its case", { "equals-ignore-case": ["init", "err"] }, "ERR", false],
    ["another text in any case", { "equals-ignore-case": ["init", "err"] }, "ok", true],
    ["a text that fits a wildcard", { wildcard: "*/lib/*" }, "usr/lib/x", false],
    [
      "a text that fits one of the wildcards",
      { wildcard: ["*/lib/*", "*/bin/*"] },
      "/bin/x",
      false,
    ],
    ["a text that fits no wildcard", { wildcard: "*/lib/*" }, "usr/x", true],
  ])("%s", (_, excluded, value, expected) => {
    expect(fits({ "anything-but": excluded }, value)).toBe(expected);
  });

  it("needs the field to be there", () => {
    expect(matches({ detail: { x: [{ "anything-but": "a" }] } }, { detail: {} })).toBe(false);
  });

  it("fits an array of which any element is another value", () => {
    expect(fits({ "anything-but": "a" }, ["a", "b"])).toBe(true);
    expect(fits({ "anything-but": "a" }, ["a", "a"])).toBe(false);
  });
});

describe("numeric", () => {
  it.each<[Json[], Json, boolean]>([
    [["=", 301.8], 301.8, true],
    [["=", 3.018e2], 301.8, true],
    [["=", 1], 1.0000001, true],
    [["=", 1], 1.000001, false],
    [["<", 10], 9.999999, true],
    [["<", 10], 10, false],
    [["<=", 10], 10, true],
    [["<=", 10], 10.1, false],
    [[">", 0], 0, false],
    [[">", 0], 0.000001, true],
    [[">=", 0], 0, true],
    [[">=", -5], -6, false],
    [[">", 0, "<=", 5], 5, true],
    [[">", 0, "<=", 5], 0, false],
    [[">=", 0, "<", 5], 5, false],
    [[">=", 0, "<", 5], 0, true],
    [[">", 0], "1", false],
    [[">", 0], null, false],
    [["<=", 5e9], 5e9, true],
    [[">", 0], 6e9, false],
  ])("%j on %j", (numeric, value, expected) => {
    expect(fits({ numeric }, value)).toBe(expected);
  });
});

describe("cidr", () => {
  it.each<[string, Json, boolean]>([
    ["10.0.0.0/24", "10.0.0.255", true],
    ["10.0.0.0/24", "10.0.1.0", false],
    ["10.0.0.7/24", "10.0.0.1", true],
    ["10.0.0.7/32", "10.0.0.7", true],
    ["10.0.0.7/32", "10.0.0.8", false],
    ["0.0.0.0/0", "203.0.113.9", true],
    ["10.0.0.0/8", "10.0.0", false],
    ["10.0.0.0/8", "not an address", false],
    ["10.0.0.0/8", 10, false],
    ["2001:db8::/32", "2001:db8:1::1", true],
    ["2001:db8::/32", "2001:db9::1", false],
    ["2001:db8::/32", "2001:0DB8:0000::0001", true],
    ["::/0", "10.0.0.1", false],
  ])("%s on %j", (cidr, value, expected) => {
    expect(fits({ cidr }, value)).toBe(expected);
  });
});

describe("exists", () => {
  const pattern = (exists: boolean) => ({ detail: { x: [{ exists }] } });
  it.each<[string, Json, boolean]>([
    ["a value", { x: 1 }, true],
    ["null", { x: null }, true],
    ["an empty text", { x: "" }, true],
    ["an array", { x: [1] }, true],
    ["an empty array", { x: [] }, false],
    ["an object, which is no leaf", { x: { y: 1 } }, false],
    ["nothing", {}, false],
  ])("of %s", (_, detail, present) => {
    expect(matches(pattern(true), { detail })).toBe(present);
    expect(matches(pattern(false), { detail })).toBe(!present);
  });

  it("false stands beside values", () => {
    const either = { detail: { x: [null, { exists: false }] } };
    expect(matches(either, { detail: {} })).toBe(true);
    expect(matches(either, { detail: { x: null } })).toBe(true);
    expect(matches(either, { detail: { x: 1 } })).toBe(false);
  });
});

describe("$or", () => {
  it("takes either field", () => {
    const pattern = { detail: { $or: [{ a: [1] }, { b: [{ numeric: ["<", 0] }] }] } };
    expect(matches(pattern, { detail: { a: 1 } })).toBe(true);
    expect(matches(pattern, { detail: { b: -1 } })).toBe(true);
    expect(matches(pattern, { detail: { a: 2, b: 1 } })).toBe(false);
  });

  it("nests, and stands beside other fields", () => {
    const pattern = {
      source: ["s"],
      $or: [{ a: [1] }, { b: [2], $or: [{ c: [3] }, { detail: { d: [4] } }] }],
    };
    expect(matches(pattern, { source: "s", a: 1 })).toBe(true);
    expect(matches(pattern, { source: "s", b: 2 })).toBe(false);
    expect(matches(pattern, { source: "s", b: 2, detail: { d: 4 } })).toBe(true);
    expect(matches(pattern, { source: "t", a: 1 })).toBe(false);
  });

  it("is an ordinary field where it holds an object", () => {
    expect(matches({ $or: { a: [1] } }, { $or: { a: 1 } })).toBe(true);
  });
});

describe("arrays", () => {
  const event = {
    resources: ["arn:1", "arn:2"],
    employees: [
      { first: "John", last: "Doe", tags: ["a", "b"] },
      { first: "Anna", last: "Smith", tags: ["c"] },
    ],
    deep: [[{ a: 1, b: 1 }], [{ a: 2, b: 2 }]],
  };

  it("an array fits where one of its elements does", () => {
    expect(matches({ resources: ["arn:2", "arn:9"] }, event)).toBe(true);
    expect(matches({ resources: ["arn:9"] }, event)).toBe(false);
    expect(matches({ resources: [{ prefix: "arn" }] }, event)).toBe(true);
  });

  it("two fields must be of the same element", () => {
    const named = (first: string, last: string) => ({
      employees: { first: [first], last: [last] },
    });
    expect(matches(named("Anna", "Smith"), event)).toBe(true);
    expect(matches(named("Anna", "Doe"), event)).toBe(false);
  });

  it("an array inside of an element belongs to it", () => {
    expect(matches({ employees: { first: ["John"], tags: ["b"] } }, event)).toBe(true);
    expect(matches({ employees: { first: ["Anna"], tags: ["b"] } }, event)).toBe(false);
  });

  it("arrays of arrays are one field", () => {
    expect(matches({ deep: { a: [2], b: [2] } }, event)).toBe(true);
    expect(matches({ deep: { a: [1], b: [2] } }, event)).toBe(false);
  });

  it("a first fit that excludes the next field is taken back", () => {
    const items = [
      { kind: "x", size: 1 },
      { kind: "x", size: 2 },
    ];
    expect(matches({ items: { kind: ["x"], size: [2] } }, { items })).toBe(true);
  });

  it("elements of different arrays are free of each other", () => {
    const event = { a: [{ n: 1 }, { n: 2 }], b: [{ n: 3 }, { n: 4 }] };
    expect(matches({ a: { n: [1] }, b: { n: [4] } }, event)).toBe(true);
  });

  it("$or keeps to the element", () => {
    const pattern = { employees: { first: ["Anna"], $or: [{ last: ["Doe"] }, { tags: ["b"] }] } };
    expect(matches(pattern, event)).toBe(false);
  });
});

it("a dot in a key joins steps as AWS does", () => {
  expect(matches({ detail: { "a.b": [1] } }, { detail: { a: { b: 1 } } })).toBe(true);
});

it("keys of Object's prototype are ordinary keys", () => {
  expect(matches({ constructor: ["x"] }, { a: 1 })).toBe(false);
  expect(reasonOf('{"a": [{"constructor": 1}]}')).toMatch(/Unrecognized match type constructor/);
});

describe("a pattern is refused when", () => {
  it.each<[string, string, RegExp]>([
    ["it is not JSON", "{", /not valid JSON/],
    ["it is not an object", "[1]", /Filter is not an object/],
    ["it is empty", "{}", /Empty objects are not allowed/],
    ["it holds an empty object", '{"a": {}}', /Empty objects are not allowed/],
    ["a leaf is no array", '{"source": "a"}', /"source" must be an object or an array/],
    ["a nested leaf is no array", '{"a": {"b": 1}}', /"b" must be an object or an array/],
    ["a leaf is an empty array", '{"a": []}', /Empty arrays are not allowed/],
    ["a leaf holds an array", '{"a": [[1]]}', /Match value must be String, number, true/],
    ["an operator is unknown", '{"a": [{"like": "x"}]}', /Unrecognized match type like/],
    ["an operator is missing", '{"a": [{}]}', /Match expression name not found/],
    ["two operators are given", '{"a": [{"prefix": "x", "suffix": "y"}]}', /Only one key/],
    ["a prefix is no text", '{"a": [{"prefix": 1}]}', /prefix match pattern must be a string/],
    [
      "a prefix has another operator",
      '{"a": [{"prefix": {"wildcard": "x"}}]}',
      /Unsupported prefix/,
    ],
    ["equals-ignore-case is no text", '{"a": [{"equals-ignore-case": 1}]}', /must be a string/],
    ["wildcards follow each other", '{"a": [{"wildcard": "a**"}]}', /Consecutive wildcard/],
    ["another character is escaped", '{"a": [{"wildcard": "a\\\\b"}]}', /Invalid escape/],
    ["an escape ends the text", '{"a": [{"wildcard": "a\\\\"}]}', /Invalid escape/],
    ["exists is no boolean", '{"a": [{"exists": "yes"}]}', /either true or false/],
    ["anything-but holds null", '{"a": [{"anything-but": null}]}', /null\|boolean is not/],
    ["anything-but holds a boolean", '{"a": [{"anything-but": [true]}]}', /null\|boolean is not/],
    ["anything-but mixes types", '{"a": [{"anything-but": [1, "a"]}]}', /mixed type/],
    ["anything-but is empty", '{"a": [{"anything-but": []}]}', /mixed type/],
    ["anything-but has an empty prefix", '{"a": [{"anything-but": {"prefix": ""}}]}', /not empty/],
    ["anything-but has numeric", '{"a": [{"anything-but": {"numeric": []}}]}', /Unsupported any/],
    ["numeric is no array", '{"a": [{"numeric": 5}]}', /must be an array/],
    ["numeric is empty", '{"a": [{"numeric": []}]}', /Invalid member/],
    ["numeric has no operator", '{"a": [{"numeric": [5]}]}', /Invalid member/],
    ["numeric has an unknown operator", '{"a": [{"numeric": ["!=", 5]}]}', /Unrecognized numeric/],
    ["numeric has a text", '{"a": [{"numeric": ["=", "5"]}]}', /equals must be numeric/],
    ["numeric has no number", '{"a": [{"numeric": ["<"]}]}', /Value of < must be numeric/],
    ["numeric is out of range", '{"a": [{"numeric": ["<", 5000000001]}]}', /between -5000000000/],
    ["a range has a top first", '{"a": [{"numeric": ["<", 5, ">", 0]}]}', /Too many elements/],
    ["a range has = second", '{"a": [{"numeric": [">", 0, "=", 5]}]}', /Bad numeric range/],
    ["a range has three parts", '{"a": [{"numeric": [">", 0, "<", 5, "<", 6]}]}', /Too many terms/],
    ["a range is upside down", '{"a": [{"numeric": [">", 5, "<", 0]}]}', /Bottom must be less/],
    ["a cidr has no mask", '{"a": [{"cidr": "10.0.0.0"}]}', /one '\/' required/],
    ["a cidr has no address", '{"a": [{"cidr": "10.0.0/8"}]}', /not an IP address/],
    ["a cidr's mask is too long", '{"a": [{"cidr": "10.0.0.0/33"}]}', /out of range/],
    ["a cidr's mask is too long in v6", '{"a": [{"cidr": "::/129"}]}', /out of range/],
    ["$or is no array", '{"$or": 1}', /must be an Array/],
    ["$or has one branch", '{"$or": [{"a": [1]}]}', /at least 2 Objects/],
    ["$or holds a value", '{"$or": [1, {"a": [1]}]}', /Only JSON object/],
    ["$or has an empty branch", '{"$or": [{}, {"a": [1]}]}', /Empty objects/],
    ["$or has an operator for a field", '{"$or": [{"prefix": ["a"]}, {"a": [1]}]}', /reserved/],
  ])("%s", (_, pattern, reason) => {
    expect(reasonOf(pattern)).toMatch(/^Event pattern is not valid\. Reason: /);
    expect(reasonOf(pattern)).toMatch(reason);
  });
});
