import type { ServedRequest } from "../gateway/http-api";
import type { BuildReport } from "../lambda/handlers";
import type { FunctionLine } from "../lambda/lambda";
import type { Store } from "../wire/store";
import { createLatest } from "./latest";

interface UnnumberedLine extends FunctionLine {
  /** ISO 8601. */
  readonly time: string;
}

/** A line that a function wrote. */
export interface FunctionLogLine extends UnnumberedLine {
  /** Counts up from 1: tells lines apart. */
  readonly number: number;
}

/** What a person watches while it happens. */
export interface Happening {
  readonly request?: ServedRequest;
  readonly line?: UnnumberedLine;
  readonly build?: BuildReport;
  /** Something else changed: look again. */
  readonly changed?: "queues" | "executions" | "events" | "mail" | "objects";
}

export interface Watchers {
  tell(happening: Happening): void;
  /** Returns how to stop watching. */
  watch(watcher: (happening: Happening) => void): () => void;
  /** The last requests, newest first. */
  requests(): readonly ServedRequest[];
  /** What functions logged last, oldest first. */
  lines(): readonly FunctionLogLine[];
  /** How the functions were built last. */
  lastBuild(): BuildReport | undefined;
}

const KEPT_REQUESTS = 500;
const KEPT_LINES = 5_000;

/**
 * Requests and lines outlive the process, as CloudWatch's logs do.
 * @param keptMs how long they are kept, if there are not too many
 */
export function createWatchers(store: Store, keptMs = Number.POSITIVE_INFINITY): Watchers {
  const watching = new Set<(happening: Happening) => void>();
  const kept = (name: "requests" | "lines", most: number) => ({ name, most, keptMs });
  const requests = createLatest<ServedRequest>(store, kept("requests", KEPT_REQUESTS));
  const lines = createLatest<UnnumberedLine>(store, kept("lines", KEPT_LINES));
  let lastBuild: BuildReport | undefined;
  return {
    tell(happening) {
      if (happening.request) requests.add(happening.request);
      if (happening.line) lines.add(happening.line);
      if (happening.build) lastBuild = happening.build;
      for (const watcher of watching) watcher(happening);
    },
    watch(watcher) {
      watching.add(watcher);
      return () => watching.delete(watcher);
    },
    requests: () => requests.all().toReversed(),
    lines: () => lines.all(),
    lastBuild: () => lastBuild,
  };
}
