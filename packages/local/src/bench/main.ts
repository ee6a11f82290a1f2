import { cpus, freemem, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { measureBundles } from "./bundles";
import { readCapacity } from "./capacity";
import { measureCloudStart } from "./cloud-start";
import { measureEventLatency } from "./event-latency";
import { type Figure, type Row, tableOf } from "./figure";
import { measurePages } from "./pages";
import { measureRequestOverhead } from "./request-overhead";
import { measureSavedHandler } from "./saved-handler";

const FIGURES: readonly Figure[] = [
  { name: "start", about: "ready, and idle memory", measure: measureCloudStart },
  { name: "save", about: "a saved handler is live", measure: measureSavedHandler },
  { name: "request", about: "overhead of a request", measure: measureRequestOverhead },
  { name: "pages", about: "the console, on a slow machine", measure: measurePages },
  { name: "bundles", about: "size and import of handlers", measure: measureBundles },
  { name: "capacity", about: "read and write units", measure: readCapacity },
  { name: "events", about: "event to consumer", measure: measureEventLatency },
];

const USAGE = `Usage: npm run bench -- [--only <name>]…

Measures how fast the platform is, and ends with 1 if a bound is missed.

${FIGURES.map(({ name, about }) => `  ${name.padEnd(10)}${about}`).join("\n")}
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true, default: [] },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const unknown = values.only.filter((name) => FIGURES.every((figure) => figure.name !== name));
  if (unknown.length) throw new RangeError(`There is no figure ${unknown.join(", ")}.\n\n${USAGE}`);

  const wanted = FIGURES.filter(({ name }) => !values.only.length || values.only.includes(name));
  const began = performance.now();
  const rows: Row[] = [];
  for (const { name, about, measure } of wanted) {
    process.stderr.write(`${name}: ${about}…\n`);
    rows.push(...(await measure()));
  }
  const missed = rows.filter(({ kept }) => kept === false);
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(`\n${tableOf(rows)}\n\n${machine()}\n`);
  process.stdout.write(
    `${rows.filter(({ kept }) => kept).length} bounds kept, ${missed.length} not met, in ${seconds} s\n`,
  );
  if (missed.length) process.exitCode = 1;
}

/** Figures mean nothing without the machine they were taken on, and how busy it was. */
function machine(): string {
  const processors = cpus();
  const gigabytes = (bytes: number) => (bytes / 1024 ** 3).toFixed(1);
  const load = loadavg().map((value) => value.toFixed(1));
  return [
    `${processors.length} processors (${processors[0]?.model.trim() ?? "unknown"})`,
    `${gigabytes(freemem())} of ${gigabytes(totalmem())} GB free`,
    `load ${load.join(", ")}`,
    `Node ${process.versions.node}`,
  ].join(" · ");
}

main().catch((error: unknown) => {
  const known = error instanceof RangeError;
  const text = error instanceof Error ? (known ? error.message : error.stack) : String(error);
  process.stderr.write(`\n${text}\n`);
  process.exit(1);
});
