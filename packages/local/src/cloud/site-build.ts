import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { leashTo } from "../wire/leash";
import { ROOT } from "./settings";

export const WEB = join(ROOT, "packages/web");
/** Next.js itself, as a program. */
export const NEXT = join(WEB, "node_modules/next/dist/bin/next");

const BUILDS = ".next-built";
/** How many builds stay: of these sources, of what runs elsewhere, and of the version before. */
const KEPT = 3;
const WAIT_MS = 200;
/** All that a build of the site is made of. */
const SOURCES = [
  "packages/web/{app,src}/**/*.*",
  "packages/web/*.{ts,mjs,json}",
  "packages/{core,sdk}/src/**/*.{ts,json}",
  "docs/openapi.json",
  "packages/functions/bundle/*.mjs",
  "docs/guides/developers/*.md",
  "tsconfig.json",
  "pnpm-lock.yaml",
];

/**
 * The web app as it is deployed, built once for all who run it from the same sources: the folder of the
 * build, below that of the web app. Who asks while another process builds waits for it.
 *
 * @param onMissing called where there is none of these sources yet: that takes up to a minute
 * @throws Error with what Next.js said, where it cannot be built
 */
export async function buildSite(onMissing?: () => void): Promise<string> {
  const folder = join(BUILDS, await fingerprint());
  const isThere = () => existsSync(join(WEB, folder, "BUILD_ID"));
  if (!isThere()) {
    onMissing?.();
    await alone(async () => {
      if (!isThere()) await build(folder);
      removeOld();
    });
  }
  utimesSync(join(WEB, folder), new Date(), new Date());
  return folder;
}

/** Changes whenever the site would be built otherwise. */
async function fingerprint(): Promise<string> {
  // Next.js writes one of these itself, with the folder of its last build in it.
  const isNoSource = (name: string) => /\.(test|fixture)\.tsx?$|next-env\.d\.ts$/.test(name);
  const files = globSync(SOURCES, { cwd: ROOT, withFileTypes: true })
    // A folder may be named like a file: sitemap.xml is where one is made.
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)))
    .filter((name) => !isNoSource(name));
  const hash = createHash("sha256").update(process.version);
  for (const file of files.toSorted()) hash.update(file).update(await readFile(join(ROOT, file)));
  return hash.digest("hex").slice(0, 16);
}

/** Runs `work` while no other process does, on a lock that ends with the process that has it. */
async function alone(work: () => Promise<void>): Promise<void> {
  mkdirSync(join(WEB, BUILDS), { recursive: true });
  const lock = new DatabaseSync(join(WEB, BUILDS, "lock.sqlite"));
  try {
    while (!take(lock)) await sleep(WAIT_MS);
    await work();
  } finally {
    lock.close();
  }
}

const SQLITE_BUSY = 5;

function take(lock: DatabaseSync): boolean {
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return false;
    throw error;
  }
}

/** Next.js writes BUILD_ID last but for its types: what has none was left unfinished. */
async function build(folder: string): Promise<void> {
  rmSync(join(WEB, folder), { recursive: true, force: true });
  const child = spawn(process.execPath, [NEXT, "build"], {
    cwd: WEB,
    env: siteEnvironment(folder),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const leash = child.pid === undefined ? undefined : leashTo(child.pid);
  const said: string[] = [];
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding("utf8").on("data", (text: string) => said.push(text));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  }).finally(() => leash?.kill("SIGKILL"));
  if (code === 0) return;
  rmSync(join(WEB, folder, "BUILD_ID"), { force: true });
  throw new Error(
    `The web app could not be built (next build ended with ${code}):\n${said.join("")}`,
  );
}

/** What Next.js reads of its surroundings: to build into `folder` and serve from there, or to make pages as they are asked for. */
export function siteEnvironment(folder?: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: folder ? "production" : "development", // whatever a test runner says
    NEXT_TELEMETRY_DISABLED: "1",
    FAIBRIC_LOCAL: "1",
    ...(folder ? { FAIBRIC_SITE_BUILD: folder } : {}),
  };
}

function removeOld(): void {
  const builds = readdirSync(join(WEB, BUILDS), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(WEB, BUILDS, name))
    .map((path) => ({ path, time: statSync(path).mtimeMs }))
    .toSorted((one, other) => other.time - one.time);
  for (const { path } of builds.slice(KEPT)) rmSync(path, { recursive: true, force: true });
}
