import { parseArgs } from "node:util";
import type { Command } from "./command";
import { COMMANDS, GLOBAL_OPTIONS } from "./commands";
import { UsageError } from "./failure";

export type Parsed =
  | {
      readonly help: readonly string[];
      /** There is no command without more words. */
      readonly incomplete?: boolean;
    }
  | { readonly version: true }
  | {
      readonly command: Command;
      readonly argument: string;
      readonly options: Readonly<Record<string, string | boolean>>;
    };

const EVERY_OPTION = Object.assign({}, GLOBAL_OPTIONS, ...COMMANDS.map(({ options }) => options));

/** What the words on the command line ask for. @throws UsageError */
export function parse(args: readonly string[]): Parsed {
  const { options, words } = read(args);
  if (options.version) return { version: true };
  const { command, rest } = find(words);
  const asked = words.slice(0, words.length - rest.length);
  if (options.help) return { help: asked };
  if (!command) {
    if (rest[0]) throw new UsageError(`There is no command ${words.join(" ")}.`);
    return { help: asked, incomplete: true };
  }
  const [argument = "", ...more] = rest;
  if (command.argument && !argument) throw new UsageError(`Say which ${command.argument}.`);
  const [unexpected] = command.argument ? more : rest;
  if (unexpected !== undefined) throw new UsageError(`"${unexpected}" is one word too many.`);
  for (const name of Object.keys(options)) {
    if (!(name in GLOBAL_OPTIONS) && !(name in command.options)) {
      throw new UsageError(`${command.words.join(" ")} has no option --${name}.`);
    }
  }
  return { command, argument, options };
}

function read(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(
        Object.entries<{ value?: string }>(EVERY_OPTION).map(([name, { value }]) => [
          name,
          { type: value ? ("string" as const) : ("boolean" as const) },
        ]),
      ),
    });
    return { options: values as Record<string, string | boolean>, words: positionals };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Node explains at length how a positional could look like an option; the first sentence says enough.
    throw new UsageError(error.message.split(/\. |\n/)[0] ?? error.message, { cause: error });
  }
}

/** The command that the first words name; what is left of them is `rest`. */
function find(words: readonly string[]): { command?: Command; rest: readonly string[] } {
  const command = COMMANDS.find((one) => one.words.every((word, at) => words[at] === word));
  if (command) return { command, rest: words.slice(command.words.length) };
  const isGroup = COMMANDS.some((one) => one.words.length > 1 && one.words[0] === words[0]);
  return { rest: words.slice(isGroup ? 1 : 0) };
}
