import fc from "fast-check";
import { expect, it } from "vitest";
import { highlight, type Language } from "./highlight";

const said = (code: string, language: Language) =>
  highlight(code, language)
    .filter(({ kind }) => kind !== "plain")
    .map(({ kind, text }) => `${kind} ${text}`);

it("tells names, strings and numbers of JSON apart", () => {
  expect(said('{"a \\" b": [1, -2.5e3, true, "x: y"]}', "json")).toEqual([
    'name "a \\" b"',
    "number 1",
    "number 2.5e3",
    "word true",
    'string "x: y"',
  ]);
});

it("sees no comment in a string, and no string in a comment", () => {
  expect(said("const a = 'x // y'; // it's\nfetch(`b`)", "typescript")).toEqual([
    "word const",
    "string 'x // y'",
    "comment // it's",
    "name fetch",
    "string `b`",
  ]);
});

it("knows a command, its flags and its variables", () => {
  expect(said('curl -X POST "$URL" --json \'{"a":1}\' # why\ncat x | jq .', "shell")).toEqual([
    "name curl",
    "word -X",
    'string "$URL"',
    "word --json",
    "string '{\"a\":1}'",
    "comment # why",
    "name cat",
    "name jq",
  ]);
});

it("loses and adds nothing", () => {
  const language = fc.constantFrom<Language>("json", "shell", "typescript", "html", "text");
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), language, (code, lang) => {
      expect(
        highlight(code, lang)
          .map(({ text }) => text)
          .join(""),
      ).toBe(code);
    }),
  );
});
