// Bundles every function, builds the site and synthesizes every stack as `sst deploy` would, without an account.
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, faultsOf, readStacks } from "./build-aws.report.mjs";
import { startStub } from "./build-aws.stub.mjs";
import { environment, install, NODE, ROOT } from "./setup.mjs";

const OUT = join(ROOT, ".sst", "dist");

install();
const started = Date.now();
const stub = await startStub();
const shims = mkdtempSync(join(tmpdir(), "faibric-build-"));
copyFileSync(join(ROOT, "scripts", "build-aws.npm.sh"), join(shims, "npm"));
rmSync(OUT, { recursive: true, force: true });
try {
  await build();
} finally {
  stub.close();
  rmSync(shims, { recursive: true, force: true });
}

async function build() {
  const { code, output } = await run("sst", ["build", "--stage", "build", "--to", OUT]);
  if (code !== 0) return fail(`sst build ended with ${code}. Its output:\n\n${output}`);
  const stacks = readStacks(OUT);
  const faults = [...faultsOf(stacks, declaredStacks()), ...(await loadFaults(stacks))];
  if (stub.refused.length) faults.push(`the build asked AWS for ${stub.refused.join(", ")}`);
  if (faults.length) return fail(`The build is not whole:\n- ${faults.join("\n- ")}\n\n${output}`);
  const seconds = Math.round((Date.now() - started) / 1000);
  process.stdout.write(`${describe(stacks)}\n\n`);
  process.stdout.write(`${stacks.length} stacks built in ${seconds} s, to .sst/dist\n`);
}

/** Loads each bundle as Lambda would, with the environment that its stack gives it and no more. */
async function loadFaults(stacks) {
  const bundles = stacks.flatMap(({ functions }) => functions).filter(({ bytes }) => bytes);
  const words = bundles.map(({ name, path, environment }) => ({ name, path, environment }));
  const loader = join(ROOT, "scripts", "build-aws.load.mjs");
  const { code, output } = await run(NODE, [loader, JSON.stringify(words)]);
  return code === 0 ? [] : [output.trim()];
}

/** Runs a tool to its end and gathers what it says, to be shown where it fails. */
function run(command, args) {
  const { PATH, ...others } = environment();
  for (const name of ["AWS_PROFILE", "AWS_SESSION_TOKEN"]) delete others[name];
  const env = {
    ...others,
    PATH: `${shims}:${PATH}`,
    FAIBRIC_PATH: PATH,
    AWS_ENDPOINT_URL: stub.url,
    AWS_ACCESS_KEY_ID: "offline",
    AWS_SECRET_ACCESS_KEY: "offline",
    AWS_EC2_METADATA_DISABLED: "true",
    CI: "1",
    // Set by test runners: SST would leave the functions and the site unbuilt.
    NODE_ENV: "production",
  };
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const gather = (part) => {
      output += part;
    };
    child.stdout.on("data", gather);
    child.stderr.on("data", gather);
    child.once("error", reject).once("close", (code) => resolve({ code, output }));
  });
}

/** The stacks that sst.config.ts names: SST has been seen to end well with some, or all, unbuilt. */
function declaredStacks() {
  const source = readFileSync(join(ROOT, "sst.config.ts"), "utf8");
  return [...source.matchAll(/\.stack\((\w+)\)/g)].map(([, name]) => name);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
