// Plain JavaScript for whatever Node >= 20 is on the machine: it installs the rest, the pinned Node too.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { copyReference } from "./reference.mjs";
import { buildWidgets } from "./widgets.mjs";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const STAMP = join(ROOT, "node_modules", ".faibric-installed");
const OLDEST_NODE = 20;

/** The Node that everything runs on, once `install` has run. */
export const NODE = join(ROOT, "node_modules", "node", "bin", "node");

/** Installs what is missing, and does nothing where nothing is. Exits with words where it cannot. */
export function install() {
  const [major] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE) {
    fail(`Faibric needs Node ${OLDEST_NODE} or newer to begin with; this is ${process.version}.`);
  }
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted && existsSync(NODE)) {
    copyReference(ROOT, false);
    buildWidgets(ROOT);
    return;
  }

  const { packageManager } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  process.stderr.write("Installing what is missing (once, about a minute)…\n");
  // A terminal shows pnpm's progress; anywhere else its output is noise, unless it fails.
  const watched = process.stderr.isTTY;
  const { status, error, stdout, stderr } = spawnSync(
    "npx",
    ["--yes", packageManager, "install", "--frozen-lockfile"],
    {
      cwd: ROOT,
      encoding: "utf8",
      stdio: watched ? ["ignore", 2, 2] : ["ignore", "pipe", "pipe"],
      env: { ...process.env, CI: "true" }, // keeps pnpm from asking
    },
  );
  if (status !== 0 && !watched) process.stderr.write(`${stdout ?? ""}${stderr ?? ""}`);
  if (error) fail(`npx could not be run: ${error.message}. It comes with Node and npm.`);
  if (status !== 0) {
    fail(
      "The packages could not be installed; the lines above say why. Is the npm registry reachable?",
    );
  }
  copyReference(ROOT, true);
  buildWidgets(ROOT);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wanted);
}

/** Changes whenever what is installed must change. */
function fingerprint() {
  const packages = readdirSync(join(ROOT, "packages"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join("packages", name, "package.json"));
  const files = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", ...packages];
  const hash = createHash("sha256").update(`${process.platform}-${process.arch}`);
  for (const file of files.filter((name) => existsSync(join(ROOT, name)))) {
    hash.update(file).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest("hex");
}

/** The environment in which the pinned Node and the installed tools come first. */
export function environment() {
  const path = [join(ROOT, "node_modules", ".bin"), process.env.PATH].join(":");
  return { ...process.env, PATH: path, SST_TELEMETRY_DISABLED: "1", NEXT_TELEMETRY_DISABLED: "1" };
}

/** @returns {never} */
function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}
