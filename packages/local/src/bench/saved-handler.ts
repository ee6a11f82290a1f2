import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../cloud/settings";
import { below, type Row, short } from "./figure";
import { startProgram, withFolder } from "./program";
import { median } from "./statistics";

const ROUNDS = 15;
const PAUSE_MS = 400;
const LOOK_MS = 2;
const GIVE_UP_MS = 10_000;
const HANDLER = "packages/functions/src/api/read-health.ts";

/** From the moment a handler's file is saved until a request is answered by what is in it now. */
export function measureSavedHandler(): Promise<readonly Row[]> {
  return withFolder(async (folder) => {
    const copy = join(folder, "copy");
    copyFunctions(copy);
    const program = startProgram("cloud", [join(folder, "data"), copy]);
    try {
      const { url } = await program.message<{ url: string }>();
      const file = join(copy, HANDLER);
      const source = readFileSync(file, "utf8");
      const taken: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const stage = `saved-${round}`;
        writeFileSync(file, source.replace('env("STAGE")', JSON.stringify(stage)));
        const saved = performance.now();
        await untilLive(`${url}/api/health`, stage);
        taken.push(performance.now() - saved);
        await sleep(PAUSE_MS);
      }
      const detail = `${short(Math.min(...taken))} to ${short(Math.max(...taken))} ms`;
      return [
        {
          ...below("saved handler live", median(taken), { limit: 300, unit: " ms", detail }),
          comparedWith: `${ROUNDS} saves of one handler of all, each until GET /api/health answers with it`,
        },
      ];
    } finally {
      await program.stop();
    }
  });
}

/** The functions as they are, somewhere else: the benchmark never writes to the repository's sources. */
function copyFunctions(copy: string): void {
  cpSync(join(ROOT, "packages/functions/src"), join(copy, "packages/functions/src"), {
    recursive: true,
  });
  const modules = join(ROOT, "packages/functions/node_modules");
  symlinkSync(modules, join(copy, "packages/functions/node_modules"));
  mkdirSync(join(copy, "docs"));
  cpSync(join(ROOT, "docs/openapi.json"), join(copy, "docs/openapi.json"));
}

async function untilLive(url: string, stage: string): Promise<void> {
  const deadline = performance.now() + GIVE_UP_MS;
  while (performance.now() < deadline) {
    const answer = (await (await fetch(url)).json()) as { stage?: string };
    if (answer.stage === stage) return;
    await sleep(LOOK_MS);
  }
  throw new Error(`what was saved is not live after ${GIVE_UP_MS} ms`);
}
