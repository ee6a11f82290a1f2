import { expect, it } from "vitest";
import { lastSequence } from "./last-sequence";

it.each([
  ["csv", 'sequence,at,after\r\n7,now,"a\r\n99,""b"","\r\n8,now,"x\r\n12,y"\r\n', 8],
  ["csv", "9,now,plain\r\n", 9],
  ["jsonl", '{"after":"\\n","sequence":3}\n{"at":"now","sequence":41}\n', 41],
] as const)("goes on behind the last line of %s", (format, piece, sequence) => {
  expect(lastSequence(piece, format)).toBe(sequence);
});

it("does not begin anew where the last line is none", () => {
  expect(() => lastSequence("<html>", "csv")).toThrow(/no place in the log/);
});
