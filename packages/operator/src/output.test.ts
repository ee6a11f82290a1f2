import { afterEach, expect, it, vi } from "vitest";
import { ageOf, createOutput, printable } from "./output";

const stdout = vi.spyOn(process.stdout, "write").mockReturnValue(true);
const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
afterEach(() => vi.clearAllMocks());

interface Row {
  readonly name: string;
  readonly count: number;
}
const COLUMNS = [
  { title: "NAME", text: ({ name }: Row) => name },
  { title: "COUNT", text: ({ count }: Row) => String(count), align: "right" as const },
];

it("aligns a table by its widest cells, in any script, without colour where nobody looks", () => {
  const rows = [
    { name: "Café Ōsaka", count: 7 },
    { name: "b\nc", count: 12_345 },
  ];
  createOutput(false).table(rows, COLUMNS, "none");
  expect(stdout.mock.calls.join("")).toBe(
    ["NAME        COUNT", "Café Ōsaka      7", "b c         12345", ""].join("\n"),
  );
});

it("prints JSON as it is asked, and an empty list as one", () => {
  const output = createOutput(true);
  output.table([{ name: "a\nb", count: 1 }], COLUMNS, "none");
  output.table([], COLUMNS, "none");
  const [first, second] = stdout.mock.calls.map(([text]) => JSON.parse(String(text)));
  expect(first).toEqual([{ name: "a\nb", count: 1 }]);
  expect(second).toEqual([]);
  expect(stderr).not.toHaveBeenCalled();
});

it("says on stderr that a table would be empty", () => {
  createOutput(false).table([], COLUMNS, "There are none.");
  expect(stdout).not.toHaveBeenCalled();
  expect(stderr.mock.calls).toEqual([["There are none.\n"]]);
});

it("makes text harmless to a terminal", () => {
  expect(printable("\u001b[31mred\u001b[0m\u009b2J\r\nnext\u2028line")).toBe("red next line");
});

it("says an age in the unit that tells most", () => {
  const now = Date.parse("2026-01-10T00:00:00Z");
  const ages = ["2026-01-09T23:59:30Z", "2026-01-09T23:00:01Z", "2026-01-09T01:00:00Z"];
  expect(ages.map((instant) => ageOf(instant, now))).toEqual(["30 s", "59 min", "23 h"]);
  expect(ageOf("2026-01-07T23:00:00Z", now)).toBe("2 d");
  expect(ageOf(undefined)).toBe("-");
});
