import type { ServedRequest } from "../gateway/http-api";
import type { BuildReport } from "../lambda/handlers";
import type { FunctionLine } from "../lambda/lambda";

/** A line that a function wrote. */
export interface FunctionLogLine extends FunctionLine {
  /** ISO 8601. */
  readonly time: string;
  /** Counts up from 1: tells lines apart. */
  readonly number: number;
}

/** What a person watches while it happens. It is a view: what must last is in the services. */
export interface Happening {
  readonly request?: ServedRequest;
  readonly line?: FunctionLine & { readonly time: string };
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

/** @param keptMs how long lines and requests are kept, if there are not too many */
export function createWatchers(keptMs = Number.POSITIVE_INFINITY): Watchers {
  const watching = new Set<(happening: Happening) => void>();
  const requests: ServedRequest[] = [];
  const lines: FunctionLogLine[] = [];
  let logged = 0;
  let lastBuild: BuildReport | undefined;
  return {
    tell(happening) {
      if (happening.request) keep(requests, happening.request, KEPT_REQUESTS);
      if (happening.line) {
        logged += 1;
        keep(lines, { ...happening.line, number: logged }, KEPT_LINES);
      }
      if (happening.build) lastBuild = happening.build;
      for (const watcher of watching) watcher(happening);
    },
    watch(watcher) {
      watching.add(watcher);
      return () => watching.delete(watcher);
    },
    requests: () => young(requests, keptMs).toReversed(),
    lines: () => [...young(lines, keptMs)],
    lastBuild: () => lastBuild,
  };
}

/** Drops those that are too old, for good. */
function young<T extends { readonly time: string }>(list: T[], keptMs: number): readonly T[] {
  const oldest = Date.now() - keptMs;
  const from = list.findIndex(({ time }) => Date.parse(time) >= oldest);
  list.splice(0, from < 0 ? list.length : from);
  return list;
}

function keep<T>(list: T[], one: T, most: number): void {
  list.push(one);
  if (list.length > most) list.splice(0, list.length - most);
}
