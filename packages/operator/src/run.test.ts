import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { COMMANDS } from "./commands";
import { helpFor } from "./help";
import { run } from "./run";

const stdout = vi.spyOn(process.stdout, "write");
const stderr = vi.spyOn(process.stderr, "write");
beforeEach(() => {
  stdout.mockReset().mockReturnValue(true);
  stderr.mockReset().mockReturnValue(true);
});
afterEach(() => vi.clearAllMocks());

it.each<[string, string[], RegExp]>([
  ["no command", [], /Usage: faibric <command>/],
  ["half a command", ["dlq"], /Usage: faibric dlq <command>/],
  ["an unknown command", ["deploy"], /There is no command deploy/],
  ["an unknown command of a group", ["dlq", "purge"], /There is no command dlq purge/],
  ["an unknown option", ["token", "--loud"], /Unknown option '--loud'/],
  ["another command's option", ["token", "--all"], /token has no option --all/],
  ["a value that is missing", ["tenants", "list", "--limit"], /--limit/],
  ["a value that is wrong", ["tenants", "list", "--limit", "0"], /--limit must be a whole number/],
  ["a queue that is not named", ["dlq", "show"], /Say which <queue>/],
  ["a word too many", ["doctor", "now"], /"now" is one word too many/],
  ["neither one nor all to redrive", ["dlq", "redrive", "q"], /--message <id>.*--all/],
  ["both one and all to redrive", ["dlq", "redrive", "q", "--all", "--message", "m"], /Say which/],
  ["a replay without its times", ["events", "replay"], /--from must be given/],
  [
    "a time without a zone",
    ["events", "replay", "--from", "2026-01-01T09:00:00", "--to", "2026-01-02"],
    /--from must be an instant such as .*time zone/,
  ],
  [
    "a day that does not exist",
    ["events", "replay", "--from", "2026-13-01", "--to", "2026-01-02"],
    /a day and time that exist/,
  ],
  [
    "an end before its beginning",
    ["events", "replay", "--from", "2026-01-02", "--to", "2026-01-01"],
    /--from must be before --to/,
  ],
  ["no name of a stage", ["dlq", "list", "--stage", "a b"], /"a b" is no name of a stage/],
])("%s is refused before anything is reached", async (_, args, message) => {
  expect(await run(args)).toBe(2);
  expect(stdout.mock.calls).toEqual([]);
  expect(stderr.mock.calls.join("")).toMatch(message);
});

it("keeps its help within 100 columns", () => {
  for (const words of [[], ["dlq"], ...COMMANDS.map((command) => command.words)]) {
    for (const line of helpFor(words).split("\n")) {
      expect(line.length, line).toBeLessThanOrEqual(100);
    }
  }
});
