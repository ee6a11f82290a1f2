import { readFileSync } from "node:fs";
import { join } from "node:path";
import { explain } from "./explain";
import { UsageError } from "./failure";
import { helpFor } from "./help";
import { createOutput } from "./output";
import { parse } from "./parse";

const OK = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

/** Does what the words ask for and answers the exit code: 0 done, 1 failed, 2 wrong words. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const parsed = parse(args);
    if ("help" in parsed) {
      const { help, incomplete } = parsed;
      (incomplete ? process.stderr : process.stdout).write(helpFor(help));
      return incomplete ? WRONG_USAGE : OK;
    }
    if ("version" in parsed) process.stdout.write(`${version()}\n`);
    else {
      const { command, argument, options } = parsed;
      const perform = await command.load();
      const { stage = "local", region, json = false } = options;
      const code = await perform({
        stage: String(stage),
        region: region === undefined ? undefined : String(region),
        argument,
        options,
        output: createOutput(json === true),
      });
      return code ?? OK;
    }
    return OK;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\nSee: npx faibric --help\n`);
      return WRONG_USAGE;
    }
    process.stderr.write(`${explain(error)}\n`);
    return FAILED;
  }
}

function version(): string {
  const file = join(import.meta.dirname, "../package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
