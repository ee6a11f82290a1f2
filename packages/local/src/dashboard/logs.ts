import { type LogLine, lastLines } from "./function-log";
import type { DashboardParts } from "./parts";
import type { Routes } from "./routes";

export interface LogList {
  /** Oldest first. */
  readonly lines: readonly LogLine[];
  readonly functions: readonly string[];
}

const SHOWN = 500;

export function logRoutes({ watchers, plan }: DashboardParts): Routes {
  const planned = plan.functions.map(({ name }) => name);
  return {
    "GET /logs": ({ query }): LogList => {
      const lines = watchers.lines();
      const seen = lines.map(({ functionName }) => functionName);
      const filter = {
        functionName: query.get("function") || undefined,
        level: query.get("level") || undefined,
        search: query.get("q") || undefined,
        limit: SHOWN,
      };
      return {
        lines: lastLines(lines, filter),
        functions: [...new Set([...planned, ...seen])].sort(),
      };
    },
  };
}
