import { join } from "node:path";
import { manifests } from "@faibric/functions/manifests";
import { startCloud } from "../cloud/cloud";
import { calm } from "../wire/chaos";
import { manifest as trial } from "./trial/manifest";

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
}).then(
  () => process.stdout.write("ready\n"),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
