import type { Command, Option } from "./command";
import { COMMANDS, GLOBAL_OPTIONS } from "./commands";

/** What `--help` prints for one command, for a group such as `dlq`, or for all. */
export function helpFor(words: readonly string[]): string {
  const commands = COMMANDS.filter((command) =>
    words.every((word, index) => command.words[index] === word),
  );
  const [only] = commands;
  const [text, own] =
    only && only.words.length === words.length
      ? [helpOf(only), only.options]
      : [list(words, commands), {}];
  const options = { ...own, ...GLOBAL_OPTIONS };
  return `${text}\n\nOptions:\n${columns(Object.entries(options).map(optionLine))}\n`;
}

function helpOf({ words, argument, summary, notes }: Command): string {
  const usage = [...words, ...(argument ? [argument] : []), "[options]"].join(" ");
  return `Usage: faibric ${usage}\n\n${summary}.${notes ? `\n\n${notes}` : ""}`;
}

function list(words: readonly string[], commands: readonly Command[]): string {
  const usage = ["faibric", ...words, "<command>", "[options]"].join(" ");
  const lines = commands.map((command): [string, string] => [
    [...command.words, ...(command.argument ? [command.argument] : [])].join(" "),
    command.summary,
  ]);
  const what = words.length ? "" : "What an operator of Faibric needs, on a laptop and on AWS.\n\n";
  return `Usage: ${usage}\n\n${what}Commands:\n${columns(lines)}`;
}

const optionLine = ([name, { value, says }]: [string, Option]): [string, string] => [
  value ? `--${name} ${value}` : `--${name}`,
  says,
];

function columns(lines: readonly (readonly [string, string])[]): string {
  const width = Math.max(...lines.map(([left]) => left.length));
  return lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}
