import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { manifests } from "@faibric/functions/manifests";
import { startCloud } from "../cloud/cloud";
import { manifest as trial } from "../testing/trial/manifest";
import { UNLIMITED } from "../testing/unlimited";
import { logTo } from "../wire/log";
import { tell } from "./program";

// A laptop cloud to measure: `cloud.ts <data> [<root of a copy of the functions> | --site]`. Tells where it is.
const [dataDir = "", word] = process.argv.slice(2);
const withSite = word === "--site";
const copy = withSite ? undefined : word;
logTo(() => undefined);

const copies = copy ? Object.fromEntries(manifests.map((one) => [one.capability, copy])) : {};
const cloud = await startCloud({
  // The benchmark asks more often than anybody may, to see when a saved handler is live.
  rateLimits: UNLIMITED,
  dataDir,
  manifests: [...manifests, trial],
  sourceRoots: { ...copies, trial: join(import.meta.dirname, "../testing/trial") },
  port: 0,
  awsPort: 0,
  watch: copy !== undefined,
  ...(withSite ? { sitePort: 0, siteMode: "built" as const } : {}),
});
while (withSite && (await fetch(`${cloud.url}/sign-in`)).status === 503) await sleep(50);
process.once("SIGTERM", () => {
  cloud.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
tell({ url: cloud.url, awsUrl: cloud.awsUrl, dynamodbUrl: cloud.dynamodb.url });
