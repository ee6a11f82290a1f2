import { join } from "node:path";
import { manifests } from "@faibric/functions/manifests";
import { startCloud } from "../cloud/cloud";
import { calm } from "../wire/chaos";
import { manifest as trial } from "./trial/manifest";
import { UNLIMITED } from "./unlimited";

// A laptop cloud of its own, to be killed: `cloud-process.ts <data> <port> <aws port>`. Says when it is ready.
const [dataDir = "", port, awsPort] = process.argv.slice(2);

startCloud({
  dataDir,
  manifests: [...manifests, trial],
  sourceRoots: { trial: join(import.meta.dirname, "trial") },
  port: Number(port),
  awsPort: Number(awsPort),
  watch: false,
  // As unruly as AWS may be: whatever holds through kills must hold with that too.
  chaos: { ...calm(), enabled: true },
  retryDelaySeconds: () => 0,
  // Pipelines of what does not exist try it for minutes before they give up.
  secondMs: 10,
  // One person founds tenants as fast as they can, and asks again through every kill.
  rateLimits: UNLIMITED,
}).then(
  () => process.stdout.write("ready\n"),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
