import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { ROOT } from "../cloud/settings";

const run = promisify(execFile);
const PATIENCE_MS = 20_000;

export interface DescribedOperation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly security: readonly Record<string, readonly string[]>[];
  readonly "x-codeSamples": readonly { readonly lang: string; readonly source: string }[];
}

/** The operations as the API's description has them. */
export function describedOperations(): readonly DescribedOperation[] {
  const document = JSON.parse(readFileSync(join(ROOT, "docs/openapi.json"), "utf8")) as {
    paths: Record<string, Record<string, Omit<DescribedOperation, "method" | "path">>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method, path })),
  );
}

export const sampleOf = (operation: DescribedOperation, lang: "Shell" | "TypeScript"): string =>
  operation["x-codeSamples"].find((sample) => sample.lang === lang)?.source ?? "";

const hasCurl = spawnSync("curl", ["--version"]).status === 0;
const OWN_CURL = `curl() { "${process.execPath}" "${join(import.meta.dirname, "curl.mjs")}" "$@"; }\n`;

/**
 * Runs what somebody copied into their shell, by curl or, where the machine has none, by our own that does as much.
 * @returns what it printed; rejects where it fails
 */
export async function runShell(source: string): Promise<string> {
  const script = hasCurl ? source : `${OWN_CURL}${source}`;
  const { stdout } = await run("sh", ["-euc", script], { timeout: PATIENCE_MS });
  return stdout;
}

/** Runs a program that somebody copied, with the client beside it. @returns what it printed; rejects where it fails */
export async function runProgram(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "faibric-sample-"));
  try {
    const entry = join(folder, "sample.ts");
    await writeFile(entry, source);
    const outfile = join(folder, "sample.mjs");
    await build({
      absWorkingDir: ROOT,
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      mainFields: ["module", "main"],
      alias: {
        "@faibric/sdk": join(ROOT, "packages/sdk/src/index.ts"),
        "@faibric/core": join(ROOT, "packages/core/src"),
      },
      logLevel: "silent",
    });
    return (await run(process.execPath, [outfile], { timeout: PATIENCE_MS })).stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}
