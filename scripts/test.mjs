// `npm test`: installs what is missing, runs every check, and ends with `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findOrInstallBrowser } from "./browser.mjs";
import { environment, install, NODE, ROOT } from "./setup.mjs";

install();
const env = { ...environment(), CHROMIUM_PATH: findOrInstallBrowser() };
const bin = (name) => join(ROOT, "node_modules", ".bin", name);
const words = process.argv.slice(2);

/** What is one check each. The tests count themselves. */
const CHECKS = [
  ["lint", bin("biome"), ["check", "--error-on-warnings", "."]],
  ["types", bin("tsc"), ["-p", "."]],
  ["types of the web app", bin("tsc"), ["-p", "packages/web"]],
  ["boundaries", NODE, [join(ROOT, "scripts/boundaries.mjs")]],
];

let passed = 0;
let failed = 0;

for (const [name, command, options] of words.length ? [] : CHECKS) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(command, options, {
    cwd: ROOT,
    env,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (status === 0) passed += 1;
  else {
    failed += 1;
    process.stdout.write(`${stdout}${stderr}`);
  }
  process.stdout.write(`${status === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)\n`);
}

const folder = mkdtempSync(join(tmpdir(), "faibric-test-"));
const report = join(folder, "report.json");
const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const run = spawnSync(NODE, [vitest, "run", ...reporters, ...words], {
  cwd: ROOT,
  env,
  stdio: ["ignore", "inherit", "inherit"],
});
const tests = readReport();
passed += tests.passed;
// A file that cannot even be loaded has no tests to count; the run's own status tells.
failed += run.status === 0 ? tests.failed : Math.max(1, tests.failed);
rmSync(folder, { recursive: true, force: true });

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed ? 1 : 0);

function readReport() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(report, "utf8"),
    );
    // A test that does not run proves nothing.
    return { passed: numPassedTests, failed: numFailedTests + numPendingTests + numTodoTests };
  } catch (error) {
    process.stderr.write(`The test runner left no report: ${error.message}\n`);
    return { passed: 0, failed: 1 };
  }
}
