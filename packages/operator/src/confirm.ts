import { createInterface } from "node:readline/promises";
import type { Call } from "./command";
import { OperatorError, UsageError } from "./failure";
import { isLocal } from "./stage";

/** Asks before something is done. Where nobody can be asked, only the laptop cloud goes without --yes. */
export async function confirm(call: Call, question: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    if (isLocal(call)) return;
    throw new UsageError(`${question} Nobody is here to answer: if you mean it, add --yes.`);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new OperatorError("Nothing was done.");
  } finally {
    terminal.close();
  }
}
