// Runs a TypeScript program of the repository on the pinned Node: `node scripts/run.mjs <file> [words]`.
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { environment, install, NODE, ROOT } from "./setup.mjs";

install();
const [file, ...words] = process.argv.slice(2);
const tsx = join(ROOT, "node_modules", "tsx", "dist", "loader.mjs");
const flags = [
  "--disable-warning=ExperimentalWarning",
  // V8 gives what is young eight times as much, and keeps it: 90 MB that idle programs do not use.
  "--max-semi-space-size=16",
];
const child = spawn(NODE, [...flags, "--import", tsx, resolve(ROOT, file), ...words], {
  stdio: "inherit",
  env: { ...environment(), TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json") },
});
// The terminal sends Ctrl-C to both; the program decides how it ends, and this waits for it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  });
}
child.once("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
child.once("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
