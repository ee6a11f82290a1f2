import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifests } from "@faibric/functions/manifests";
import { startCloud } from "@faibric/local/cloud/cloud";
import { manifest as trial } from "@faibric/local/testing/trial/manifest";
import { logTo } from "@faibric/local/wire/log";
import { faibric, start } from "./faibric";

const TRIAL = join(import.meta.dirname, "../../../local/src/testing/trial");

/** A laptop cloud with a consumer that fails when it is told to, and the tool pointed at it. */
export async function startLaptopCloud({ secondMs = 1000 } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), "faibric-operator-"));
  process.env.TRIAL_HEALED = join(dataDir, "healed");
  logTo(() => undefined);
  const cloud = await startCloud({
    dataDir,
    manifests: [...manifests, trial],
    sourceRoots: { trial: TRIAL },
    port: 0,
    awsPort: 0,
    watch: false,
    retryDelaySeconds: () => 0,
    secondMs,
  });
  const ports = {
    FAIBRIC_AWS_PORT: new URL(cloud.awsUrl).port,
    FAIBRIC_PORT: new URL(cloud.url).port,
    FAIBRIC_DATA: dataDir,
  };
  return {
    cloud,
    ports,
    healed: process.env.TRIAL_HEALED,
    run: (args: readonly string[], env = {}) => faibric(args, { ...ports, ...env }),
    begin: (args: readonly string[]) => start(args, ports),
    /** Runs it with --json and answers what it printed. */
    async read<T>(args: readonly string[]): Promise<T> {
      const { code, stdout, stderr } = await faibric([...args, "--json"], ports);
      if (code !== 0) throw new Error(`faibric ${args.join(" ")}: ${stderr}`);
      return JSON.parse(stdout) as T;
    },
    async close() {
      await cloud.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}
