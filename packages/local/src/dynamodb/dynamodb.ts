import { watch } from "node:fs";
import { basename, dirname } from "node:path";
import { log } from "../wire/log";
import { claimPort } from "../wire/port";
import { openDataFolder } from "./data-folder";
import { type EngineKind, findEngine } from "./engine";
import { type EngineExit, superviseEngine } from "./engine-process";
import { removeOwner, writeOwner } from "./owner-file";
import { indexStreamRecords } from "./stream-records";

export interface DynamoDb {
  /** Where the SDK's DynamoDB and DynamoDB Streams clients point to: `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** The engine's process; another one after it was restarted. */
  readonly pid: number;
  readonly kind: EngineKind;
  /** The SQLite file of the tables; a temporary one when they live in memory. */
  readonly dataFile: string;
  /**
   * Calls `listener` when something was written, so that a stream need not be polled. Returns the
   * function that stops it. Undefined for DynamoDB Local, whose file tells nothing.
   */
  readonly onWrite: ((listener: () => void) => () => void) | undefined;
  close(): Promise<void>;
}

export interface StartDynamoDb {
  /** The file of the tables, made where missing; null keeps them in memory. */
  dataFile: string | null;
  /** Any free port by default. */
  port?: number;
  /** Told when the engine ended by itself. It is started again on the same port. */
  onExit?: (exit: EngineExit) => void;
  /** Asks for one engine instead of the first that is found. */
  engine?: EngineKind;
}

/**
 * Starts DynamoDB for this laptop and keeps it running. Resolves when it answers. Throws if no engine
 * is installed, the port is taken, or another laptop cloud uses the data file; the message says what to do.
 */
export async function startDynamoDb(options: StartDynamoDb): Promise<DynamoDb> {
  const engine = findEngine(options.engine);
  const port = await claimPort(options.port ?? 0, "DynamoDB");
  const folder = await openDataFolder(options.dataFile);
  const { dataFile, ownerFile } = folder;
  const url = `http://127.0.0.1:${port}`;
  const args = engine.args(port, dataFile);
  const running = await superviseEngine({
    command: engine.command,
    args,
    url,
    onStart: (pid) =>
      writeOwner(ownerFile, { pid, parent: process.pid, args: args.join(" "), dataFile }),
    onExit: (exit) => {
      log.error("dynamodb ended and is started again", exit.stderr, { ...exit });
      options.onExit?.(exit);
    },
  }).catch((error: unknown) => {
    removeOwner(ownerFile);
    folder.discard();
    throw error;
  });
  if (engine.kind === "dynoxide") indexStreamRecords(dataFile);
  const writes = engine.kind === "dynoxide" ? watchWrites(dataFile) : undefined;

  return {
    url,
    kind: engine.kind,
    dataFile,
    onWrite: writes?.onWrite,
    get pid() {
      return running.pid;
    },
    async close() {
      writes?.close();
      await running.close();
      removeOwner(ownerFile);
      folder.discard();
    },
  };
}

/** SQLite appends each transaction to the `-wal` file; the system tells when that happens. */
function watchWrites(dataFile: string) {
  const journal = `${basename(dataFile)}-wal`;
  const listeners = new Set<() => void>();
  const watcher = watch(dirname(dataFile), (_event, file) => {
    if (file !== journal) return;
    for (const listener of listeners) listener();
  });
  watcher.on("error", (error) => log.error("dynamodb's writes are not watched any more", error));
  return {
    onWrite(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => watcher.close(),
  };
}
