import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifests } from "@faibric/functions/manifests";
import { type CloudOptions, startCloud } from "../cloud/cloud";
import { unruly } from "../wire/chaos";

/**
 * The whole platform for one suite: at ports of its own, with a folder of its own that goes when it closes.
 * Deliveries come twice, late and in any order, unless a suite says otherwise: what holds then holds with
 * deliveries as they should be, too.
 */
export async function startSuiteCloud(options: Partial<CloudOptions> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), "faibric-suite-"));
  const cloud = await startCloud({
    ...{ dataDir, manifests, port: 0, awsPort: 0, watch: false, chaos: unruly() },
    ...options,
  });
  return {
    ...cloud,
    async close() {
      await cloud.close();
      rmSync(cloud.dataDir, { recursive: true, maxRetries: 5 });
    },
  };
}
