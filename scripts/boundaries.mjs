// Checks who imports whom, and that the modules were really seen: a parser that does not understand
// them finds nothing wrong with them.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./setup.mjs";

const LEAST_MODULES = 200;

const { status, stdout, stderr } = spawnSync(
  join(ROOT, "node_modules/.bin/depcruise"),
  ["--config", ".dependency-cruiser.cjs", "--output-type", "err", "packages", "stacks"],
  { cwd: ROOT, encoding: "utf8" },
);
const seen = Number(/\((\d+) modules/.exec(stdout)?.[1] ?? 0);
process.stdout.write(stdout);
process.stderr.write(stderr);
if (status === 0 && seen < LEAST_MODULES) {
  process.stderr.write(`Only ${seen} modules were seen: the parser has not read them.\n`);
}
process.exit(status === 0 && seen >= LEAST_MODULES ? 0 : 1);
