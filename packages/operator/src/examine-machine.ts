import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync, readFileSync, statfsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { LOCAL_AWS } from "@faibric/core/platform/operator.schema";
import { type Check, type Finding, ok, problem, warning } from "./finding";
import { isTaken, listenerOn } from "./listening";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const MB = 1_000_000;
const LEAST_DISK_MB = 300;
const ENOUGH_DISK_MB = 2_000;

const dataFolder = () => process.env.FAIBRIC_DATA ?? join(ROOT, ".faibric");

/** What this machine needs to run the platform and its tests. `running`: whether the laptop cloud does. */
export const machineChecks = (running: boolean): Readonly<Record<string, Check>> => ({
  Node: checkNode,
  pnpm: checkPnpm,
  "DynamoDB engine": checkEngine,
  Ports: () => checkPorts(running),
  Chromium: checkChromium,
  Disk: checkDisk,
  Data: checkData,
});

const packageJson = () =>
  JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    packageManager: string;
    devDependencies: { node: string };
  };

async function checkNode(): Promise<Finding> {
  const wanted = `v${packageJson().devDependencies.node}`;
  if (process.version === wanted) return ok("Node", process.version);
  return problem("Node", `${process.version}, not ${wanted}`, "Run it as: npx faibric doctor");
}

async function checkPnpm(): Promise<Finding> {
  const { packageManager } = packageJson();
  const folders = (process.env.PATH ?? "").split(delimiter);
  if (folders.some((folder) => may(join(folder, "npx"), constants.X_OK))) {
    return ok("pnpm", `${packageManager}, through npx`);
  }
  return problem("pnpm", "npx is not on the PATH", "Install npm, which brings npx.");
}

/** The laptop cloud itself says which engine it would take: only it knows. */
async function checkEngine(): Promise<Finding> {
  const tsx = join(ROOT, "node_modules/tsx/dist/loader.mjs");
  const program = join(ROOT, "packages/local/src/dynamodb/tell-engine.ts");
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", tsx, program]);
    return ok("DynamoDB engine", stdout.trim());
  } catch (error) {
    const { stderr = String(error) } = error as { stderr?: string };
    return problem("DynamoDB engine", "none", stderr.trim());
  }
}

async function checkPorts(running: boolean): Promise<Finding[]> {
  const port = Number(process.env.FAIBRIC_PORT ?? 3000);
  const awsPort = Number(process.env.FAIBRIC_AWS_PORT ?? LOCAL_AWS.port);
  const uses = [
    { port, use: "the platform", variable: "FAIBRIC_PORT" },
    { port: port + 1, use: "the web app", variable: "FAIBRIC_PORT" },
    { port: awsPort, use: "the AWS services", variable: "FAIBRIC_AWS_PORT" },
  ];
  return Promise.all(
    uses.map(async ({ port, use, variable }) => {
      const check = `Port ${port}`;
      if (!(await isTaken(port))) return ok(check, `free, for ${use}`);
      const who = (await listenerOn(port)) ?? "another user's program";
      if (running) return ok(check, `in use by ${who}, while the laptop cloud runs`);
      const todo = `Stop it, or choose another for ${use}: ${variable}=${port + 10} npm start`;
      return problem(check, `taken by ${who}`, todo);
    }),
  );
}

async function checkChromium(): Promise<Finding> {
  const { findBrowser } = (await import(join(ROOT, "scripts/browser.mjs"))) as {
    findBrowser(): string | undefined;
  };
  const browser = findBrowser();
  if (browser) return ok("Chromium", browser);
  const todo = "Only the tests need it: npm test says how, or installs it where it may.";
  return warning("Chromium", "none", todo);
}

async function checkDisk(): Promise<Finding> {
  const folder = existsSync(dataFolder()) ? dataFolder() : ROOT;
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / MB);
  const found = `${free < 10_000 ? `${free} MB` : `${Math.floor(free / 1000)} GB`} free`;
  if (free >= ENOUGH_DISK_MB) return ok("Disk", found);
  const todo = `Make room where ${folder} is.`;
  return free < LEAST_DISK_MB ? problem("Disk", found, todo) : warning("Disk", found, todo);
}

async function checkData(): Promise<Finding> {
  const folder = dataFolder();
  if (!existsSync(folder)) {
    const parent = join(folder, "..");
    if (may(parent, constants.W_OK)) return ok("Data", `${folder}, made at the first start`);
    const todo = "Choose another place: FAIBRIC_DATA=<folder> npm start";
    return problem("Data", `${parent} may not be written to`, todo);
  }
  const files = ["", ...readdirSync(folder)].map((name) => join(folder, name));
  const foreign = files.find((file) => !may(file, constants.W_OK));
  if (!foreign) return ok("Data", folder);
  const todo = `Another user made it. Take it over: sudo chown -R $(id -un) ${folder}`;
  return problem("Data", `${foreign} may not be written to`, todo);
}

function may(file: string, mode: number): boolean {
  try {
    accessSync(file, mode);
    return true;
  } catch {
    return false; // absent, or another's: the answer that was asked for
  }
}
