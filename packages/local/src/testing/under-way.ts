import type { ExecutionSummary, StepFunctions } from "../stepfunctions/stepfunctions";

const HOUR_MS = 3_600_000;

/** The executions in which something will still happen while a test looks: not those that wait for days. */
export function underWay(stepFunctions: StepFunctions): ExecutionSummary[] {
  const soon = new Date(Date.now() + HOUR_MS).toISOString();
  return stepFunctions
    .executions({ limit: 1_000 })
    .filter(({ status, waitUntil }) => status === "RUNNING" && !(waitUntil && waitUntil > soon));
}
