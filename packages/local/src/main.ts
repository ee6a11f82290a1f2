import { createWriteStream, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { manifests } from "@faibric/functions/manifests";
import { startCloud } from "./cloud/cloud";
import { filesIn, ROOT } from "./cloud/settings";
import type { SiteMode } from "./cloud/site";
import { buildSite } from "./cloud/site-build";
import { calm } from "./wire/chaos";
import { log, logTo } from "./wire/log";
import { ObstacleError } from "./wire/obstacle";
import { claimPort } from "./wire/port";

const USAGE = `Usage: npm start -- [options]

Runs the whole platform on this laptop.

  --port <n>      where the platform listens (default 3000, or FAIBRIC_PORT)
  --aws-port <n>  where the AWS services listen (default 4566, or FAIBRIC_AWS_PORT)
  --data <dir>    where the data is kept (default .faibric)
  --no-web        leaves the web app out: the API alone
  --dev           makes each page as it is asked for, instead of building the web app first
  --chaos         delivers messages twice, late and out of order, as AWS may
  --help          shows this
`;

const AWS_PORT = "4566";
const PARENT_CHECK_MS = 1_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: process.env.FAIBRIC_PORT ?? "3000" },
      "aws-port": { type: "string", default: process.env.FAIBRIC_AWS_PORT ?? AWS_PORT },
      data: { type: "string", default: process.env.FAIBRIC_DATA ?? join(ROOT, ".faibric") },
      "no-web": { type: "boolean", default: false },
      dev: { type: "boolean", default: false },
      chaos: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  refuseOtherCloud();
  const port = portOf("--port", values.port);
  const dataDir = resolve(values.data);
  mkdirSync(dataDir, { recursive: true });
  const logFile = createWriteStream(filesIn(dataDir).log, { flags: "a" });
  logTo((line) => logFile.write(`${line}\n`));

  const awsPort = portOf("--aws-port", values["aws-port"]);
  const sitePort = values["no-web"] ? undefined : port && port + 1;
  // Before the web app is built: nobody waits a minute to be told that a port is taken.
  await claimPort(port, "the platform", "FAIBRIC_PORT");
  await claimPort(awsPort, "the AWS services", "FAIBRIC_AWS_PORT");
  if (sitePort !== undefined) await claimPort(sitePort, "the web app", "FAIBRIC_PORT");
  const siteMode = values["no-web"] || values.dev ? "dev" : await preparedSite();
  const started = performance.now();
  const cloud = await startCloud({
    dataDir,
    manifests,
    port,
    awsPort,
    ...(sitePort === undefined ? {} : { sitePort, siteMode }),
    chaos: { ...calm(), enabled: values.chaos },
  });
  cloud.watchers.watch(({ line, build }) => {
    if (line) logFile.write(`${JSON.stringify(line)}\n`);
    for (const problem of build?.problems ?? []) {
      process.stderr.write(`${JSON.stringify(problem, null, 2)}\n`);
    }
  });
  greet(cloud, Math.round(performance.now() - started));

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    process.stdout.write("\nStopping. Everything is kept.\n");
    await cloud.close();
    process.exit(0);
  };
  const onSignal = () => {
    stop().catch(fail);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  process.on("SIGHUP", onSignal);
  // Killed without a word, the program that started this one leaves it without a parent.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) onSignal();
  }, PARENT_CHECK_MS).unref();
}

function greet({ url, awsUrl, dataDir }: Awaited<ReturnType<typeof startCloud>>, ms: number): void {
  const { port } = new URL(awsUrl);
  const elsewhere = port === AWS_PORT ? "" : `FAIBRIC_AWS_PORT=${port} `;
  process.stdout.write(`
Faibric is ready (${(ms / 1000).toFixed(1)} s).

  The platform     ${url}
  What happens     ${url}/_local
  API reference    ${url}/api/docs
  AWS services     ${awsUrl}
  Data and log     ${dataDir}

Next: create a tenant, and see its event arrive in ${url}/_local

  TOKEN=$(${elsewhere}npx faibric token)
  curl -X POST ${url}/api/tenants -H "Authorization: Bearer $TOKEN" \\
    -H "Content-Type: application/json" -d '{"name":"Blue Bottle","slug":"blue-bottle"}'

Ctrl-C stops it; the data stays.
`);
}

/** Builds the web app where its sources have changed, so that its pages are there as soon as all else is. */
async function preparedSite(): Promise<SiteMode> {
  const say = (words: string) => process.stdout.write(`${words}\n`);
  try {
    await buildSite(() =>
      say(
        "Building the web app (once for its sources, about a minute; npm start -- --dev does without)…",
      ),
    );
    return "built";
  } catch (error) {
    log.error("the web app could not be built", error);
    say(
      "The web app could not be built: its pages are made as they are asked for. cloud.log says why.",
    );
    return "dev";
  }
}

/** Somebody who names a cloud of their own must not find their data in ours. */
function refuseOtherCloud(): void {
  const { AWS_ENDPOINT_URL: endpoint } = process.env;
  if (!endpoint) return;
  throw new ObstacleError(
    `AWS_ENDPOINT_URL is ${endpoint}, but npm start runs a cloud of its own and uses no other.\n` +
      "To run it here:          unset AWS_ENDPOINT_URL, and start again.\n" +
      "To deploy to that cloud: npx sst deploy --stage <name>, as docs/guides/deploy.md says.",
  );
}

function portOf(option: string, text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new RangeError(`${option} must be a port number from 0 to 65535, not "${text}".`);
}

function fail(error: unknown): void {
  const known =
    error instanceof ObstacleError ||
    error instanceof RangeError ||
    (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS");
  if (!known) log.error("the laptop cloud ended", error);
  const text = error instanceof Error ? (known ? error.message : error.stack) : String(error);
  process.stderr.write(`\n${text}\n`);
  process.exit(1);
}

main().catch(fail);
