import { pathToFileURL } from "node:url";
import { log } from "../wire/log";
import { type BuildProblem, createBundler } from "./bundle";
import { LambdaError } from "./function-error";
import { watchSources } from "./watch";

export type Handler = (event: unknown, context: unknown) => unknown;

export interface BuildReport {
  /** When it was done, ISO 8601 UTC. */
  readonly time: string;
  readonly ms: number;
  /** The functions that answer with new code from now on. */
  readonly changed: readonly string[];
  /** Why the build failed, or which modules could not be loaded. The last good code stays in service. */
  readonly problems: readonly BuildProblem[];
}

export interface Handlers {
  /** Throws a `LambdaError` where the function could never be built or loaded. */
  get(functionName: string): Handler;
  close(): Promise<void>;
}

export interface HandlersOptions {
  readonly entries: Readonly<Record<string, string>>;
  readonly outDir: string;
  readonly tsconfig: string;
  readonly sharedPackages?: string | undefined;
  readonly watch: boolean;
  readonly onBuild: (report: BuildReport) => void;
}

type Loaded = { readonly handler: Handler } | { readonly failure: LambdaError };

/** Builds and loads all functions, and again whenever a source file is saved. */
export async function createHandlers(options: HandlersOptions): Promise<Handlers> {
  const { entries, onBuild } = options;
  const bundler = await createBundler(options);
  const inService = new Map<string, Loaded>();
  const loadedFrom = new Map<string, string>();
  let unbuilt = new LambdaError("Runtime.ImportModuleError", "The function is not built yet.");

  const rebuild = oneAtATime(async () => {
    const started = performance.now();
    const outcome = await bundler.build();
    const result = "bundle" in outcome ? await load(outcome.bundle.modules) : refuse(outcome);
    if ("bundle" in outcome) sources?.follow(outcome.bundle.sources);
    const ms = Math.round(performance.now() - started);
    onBuild({ time: new Date().toISOString(), ms, ...result });
  });
  const sources = options.watch ? watchSources(onSave) : undefined;
  sources?.follow(Object.values(entries));
  await rebuild();

  function onSave() {
    rebuild().catch((error: unknown) => log.error("the functions could not be built", error));
  }

  function refuse({ problems }: { problems: readonly BuildProblem[] }) {
    unbuilt = new LambdaError("Runtime.UserCodeSyntaxError", problems.map(describe).join("\n"));
    return { changed: [], problems };
  }

  /** Loads what changed: a module's path holds its content's hash, so Node takes it for a new one. */
  async function load(modules: ReadonlyMap<string, string>) {
    const fresh = [...modules].filter(([name, path]) => loadedFrom.get(name) !== path);
    const results = await Promise.all(
      fresh.map(async ([name, path]) => ({ name, path, loaded: await importHandler(path) })),
    );
    const changed: string[] = [];
    const problems: BuildProblem[] = [];
    for (const { name, path, loaded } of results) {
      loadedFrom.set(name, path);
      if ("handler" in loaded) changed.push(name);
      else {
        const { name: type, message } = loaded.failure;
        problems.push({ message: `${name}: ${type}: ${message}`, ...fileOf(entries[name]) });
      }
      const before = inService.get(name);
      if ("handler" in loaded || !before || "failure" in before) inService.set(name, loaded);
    }
    return { changed, problems };
  }

  return {
    get(functionName) {
      const loaded = inService.get(functionName) ?? { failure: unbuilt };
      if ("failure" in loaded) throw loaded.failure;
      return loaded.handler;
    },
    async close() {
      sources?.close();
      await rebuild.settled();
      await bundler.dispose();
    },
  };
}

async function importHandler(path: string): Promise<Loaded> {
  try {
    const { handler } = (await import(pathToFileURL(path).href)) as { handler?: unknown };
    if (typeof handler === "function") return { handler: handler as Handler };
    const message = "handler is undefined or not exported";
    return { failure: new LambdaError("Runtime.HandlerNotFound", message) };
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const text = `${name}: ${message}`;
    return { failure: new LambdaError("Runtime.ImportModuleError", text, stack?.split("\n")) };
  }
}

/** Runs `work` alone; a call while it runs makes it run once more afterwards. */
function oneAtATime(work: () => Promise<void>) {
  let running: Promise<void> | undefined;
  let again = false;
  async function loop() {
    try {
      do {
        again = false;
        await work();
      } while (again);
    } finally {
      running = undefined;
    }
  }
  const run = (): Promise<void> => {
    if (running !== undefined) again = true;
    running ??= loop();
    return running;
  };
  return Object.assign(run, { settled: () => running ?? Promise.resolve() });
}

function describe({ message, file, line, column }: BuildProblem): string {
  return file ? `${file}:${line}:${column}: ${message}` : message;
}

const fileOf = (file: string | undefined) => (file ? { file } : {});
