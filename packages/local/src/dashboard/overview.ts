import * as z from "zod";
import type { BuildReport } from "../lambda/handlers";
import type { Chaos } from "../wire/chaos";
import type { Activity, Minute } from "./activity";
import type { Live } from "./live";
import type { DashboardParts } from "./parts";
import { queueRows } from "./queues";
import type { Routes } from "./routes";

/** Something that went wrong, with where to look at it. */
export interface Problem {
  readonly kind: "build" | "delivery" | "dead letters" | "execution" | "request";
  readonly title: string;
  readonly detail: string;
  /** ISO 8601; null for what stays until it is mended. */
  readonly time: string | null;
  /** In the dashboard, without `/_local`; null where there is nothing more to see. */
  readonly path: string | null;
}

export interface Overview {
  readonly functions: number;
  readonly operations: number;
  readonly consumers: number;
  readonly machines: number;
  readonly schedules: number;
  readonly lastBuild: BuildReport | null;
  readonly chaos: Chaos;
  /** The newest first; what stays until it is mended before it. */
  readonly problems: readonly Problem[];
  readonly minutes: readonly Minute[];
  readonly deadLetters: number;
  readonly waiting: number;
  readonly running: number;
}

const LISTED = 20;
const RECENT_MS = 24 * 60 * 60 * 1000;
const LOOKED_THROUGH = 200;

export function overviewRoutes(parts: DashboardParts, activity: Activity, live: Live): Routes {
  const { plan, chaos, watchers } = parts;
  return {
    "GET /overview": (): Overview => {
      const queues = queueRows(parts);
      const executions = parts.stepFunctions.executions({ limit: LOOKED_THROUGH });
      const sum = (one: (row: (typeof queues)[number]) => number) =>
        queues.reduce((total, row) => total + one(row), 0);
      return {
        functions: plan.functions.length,
        operations: plan.routes.length,
        consumers: plan.queues.length,
        machines: plan.machines.length,
        schedules: plan.schedules.length,
        lastBuild: watchers.lastBuild() ?? null,
        chaos,
        problems: problemsOf(parts),
        minutes: activity.minutes(),
        deadLetters: sum(({ deadLetters }) => deadLetters),
        waiting: sum(({ visible, inFlight, delayed }) => visible + inFlight + delayed),
        running: executions.filter(({ status }) => status === "RUNNING").length,
      };
    },
    "POST /chaos": ({ body }) => {
      chaos.enabled = z.object({ enabled: z.boolean() }).parse(body).enabled;
      live.tell("chaos");
      return { enabled: chaos.enabled };
    },
  };
}

function problemsOf(parts: DashboardParts): Problem[] {
  const { watchers, eventBridge, stepFunctions } = parts;
  const build = (watchers.lastBuild()?.problems ?? []).map(({ message, file, line }) => ({
    kind: "build" as const,
    title: "The functions could not be built",
    detail: file ? `${file}${line === undefined ? "" : `:${line}`}: ${message}` : message,
    ...{ time: null, path: null },
  }));
  const dead = queueRows(parts)
    .filter(({ deadLetters }) => deadLetters > 0)
    .map(({ queue, deadLetters }) => ({
      kind: "dead letters" as const,
      title: `${deadLetters} dead ${deadLetters === 1 ? "letter" : "letters"} in ${queue}`,
      detail: "Mend the consumer, then redrive them.",
      ...{ time: null, path: `/queues/${encodeURIComponent(queue)}` },
    }));
  const undelivered = eventBridge
    .pendingDeliveries(LOOKED_THROUGH)
    .filter(({ lastError }) => lastError !== undefined)
    .map(({ delivery, attempts, lastError = "", created }) => ({
      kind: "delivery" as const,
      title: `An event cannot be delivered to ${delivery.targetArn.split(":").at(-1)}`,
      detail: `${lastError} (${attempts} attempts)`,
      ...{ time: new Date(created).toISOString(), path: null },
    }));
  const failed = stepFunctions
    .executions({ limit: LOOKED_THROUGH })
    .filter(({ status }) => status === "FAILED" || status === "TIMED_OUT")
    .filter(({ stopped }) => Date.parse(stopped ?? "") > Date.now() - RECENT_MS)
    .map(({ arn, machine, name, state, status, stopped }) => ({
      kind: "execution" as const,
      title: `${machineName(machine)} ${status === "FAILED" ? "failed" : "took too long"} in ${state}`,
      detail: name,
      ...{ time: stopped, path: `/executions/${encodeURIComponent(arn)}` },
    }));
  const broken = watchers
    .requests()
    .filter(({ status }) => status >= 500)
    .map(({ id, method, path, status, time, functionName = "no function" }) => ({
      kind: "request" as const,
      title: `${status} for ${method} ${path}`,
      detail: functionName,
      ...{ time, path: `/requests/${encodeURIComponent(id)}` },
    }));
  const past = [...undelivered, ...failed, ...broken].sort((a, b) =>
    (a.time ?? "") < (b.time ?? "") ? 1 : -1,
  );
  return [...build, ...dead, ...past].slice(0, LISTED);
}

const machineName = (arn: string) => arn.split(":").at(-1) ?? arn;
