import { randomUUID } from "node:crypto";
import { AwsError } from "../wire/aws-error";
import type { JsonOperation } from "../wire/json-protocol";
import type { Definition } from "./asl";
import {
  afterToken,
  assertArn,
  assertInput,
  assertName,
  executionArn,
  pageSize,
  seconds,
  tokenFor,
} from "./check";
import type { Execution, Executions } from "./execution-rows";
import type { History } from "./history";
import { getHistory, type HistoryInput } from "./history-answer";
import { machineOf } from "./machine";
import { describeForExecution, type MachineParts } from "./machine-operations";

interface StartInput {
  readonly stateMachineArn?: string;
  readonly name?: string;
  readonly input?: string;
}

interface ExecutionInput {
  readonly executionArn?: string;
}

interface ListInput {
  readonly stateMachineArn?: string;
  readonly statusFilter?: string;
  readonly maxResults?: number;
  readonly nextToken?: string;
}

export interface ExecutionParts extends MachineParts {
  readonly history: History;
}

/** How long after its end an execution may be redriven. */
const REDRIVABLE_MS = 14 * 24 * 60 * 60 * 1000;

/** The execution of an ARN. Throws `InvalidArn` or `ExecutionDoesNotExist`. */
export function executionOf(executions: Executions, reference: string | undefined): Execution {
  const execution = executions.get(assertArn(reference, "execution"));
  if (execution) return execution;
  throw new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${reference}'`);
}

export function executionOperations(parts: ExecutionParts): Record<string, JsonOperation> {
  const { executions, executor, machines } = parts;
  return {
    StartExecution: (input: StartInput) => {
      const { arn, started } = startExecution(parts, input);
      return { executionArn: arn, startDate: seconds(started) };
    },
    StopExecution: (input: ExecutionInput & { error?: string; cause?: string }) => {
      const { arn, status } = executionOf(executions, input.executionArn);
      if (status === "RUNNING") executor.stop(arn, input);
      return { stopDate: seconds(executionOf(executions, arn).stopped ?? Date.now()) };
    },
    RedriveExecution: (input: ExecutionInput) => redrive(parts, input),
    DescribeExecution: (input: ExecutionInput) =>
      describe(executionOf(executions, input.executionArn)),
    DescribeStateMachineForExecution: (input: ExecutionInput) => {
      const execution = executionOf(executions, input.executionArn);
      return describeForExecution(execution, machines.get(execution.machine));
    },
    ListExecutions: (input: ListInput) => listExecutions(parts, input),
    GetExecutionHistory: (input: ExecutionInput & HistoryInput) =>
      getHistory(parts.history, executionOf(executions, input.executionArn).arn, input),
  };
}

/** Starts an execution; the same name with the same input while it runs is answered as before. */
export function startExecution(parts: ExecutionParts, input: StartInput): Execution {
  const machine = machineOf(parts.machines, input.stateMachineArn);
  const name = assertName(input.name ?? randomUUID());
  const text = assertInput(input.input ?? "{}");
  const arn = executionArn(machine.name, name);
  const existing = parts.executions.get(arn);
  if (existing) {
    if (existing.status === "RUNNING" && sameJson(existing.input, text)) return existing;
    throw new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
  }
  const { StartAt } = JSON.parse(machine.definition) as Definition;
  parts.executor.start({
    arn,
    machine: machine.arn,
    name,
    input: text,
    definition: machine.definition,
    role: machine.role,
    started: Date.now(),
    state: StartAt,
  });
  return executionOf(parts.executions, arn);
}

const sameJson = (a: string, b: string) =>
  a === b || JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b));

function redrive({ executions, executor }: ExecutionParts, input: ExecutionInput) {
  const execution = executionOf(executions, input.executionArn);
  if (redriveStatus(execution) !== "REDRIVABLE") {
    const message = `Execution is not redrivable: ${redriveReason(execution)}`;
    throw new AwsError("ExecutionNotRedrivable", message);
  }
  executor.redrive(execution.arn);
  const { redriven } = executionOf(executions, execution.arn);
  return { redriveDate: seconds(redriven ?? Date.now()) };
}

function redriveStatus({ status, stopped }: Execution): string {
  const ended = status === "ABORTED" || status === "FAILED" || status === "TIMED_OUT";
  const recent = stopped !== null && Date.now() - stopped < REDRIVABLE_MS;
  return ended && recent ? "REDRIVABLE" : "NOT_REDRIVABLE";
}

const redriveReason = ({ status }: Execution) =>
  status === "RUNNING" || status === "SUCCEEDED"
    ? `Execution is ${status} and cannot be redriven`
    : "Execution ended over 14 days ago";

function summary(execution: Execution) {
  const { stopped, redriven } = execution;
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machine,
    name: execution.name,
    status: execution.status,
    startDate: seconds(execution.started),
    ...(stopped === null ? {} : { stopDate: seconds(stopped) }),
    redriveCount: execution.redriveCount,
    ...(redriven === null ? {} : { redriveDate: seconds(redriven) }),
  };
}

function describe(execution: Execution) {
  const { output, error, cause } = execution;
  const redrivable = redriveStatus(execution);
  return {
    ...summary(execution),
    input: execution.input,
    inputDetails: { included: true },
    ...(output === null ? {} : { output, outputDetails: { included: true } }),
    ...(error === null ? {} : { error }),
    ...(cause === null ? {} : { cause }),
    redriveStatus: redrivable,
    ...(redrivable === "REDRIVABLE" ? {} : { redriveStatusReason: redriveReason(execution) }),
  };
}

function listExecutions({ machines, executions }: ExecutionParts, input: ListInput) {
  const { arn } = machineOf(machines, input.stateMachineArn);
  const listing = `executions ${arn} ${input.statusFilter ?? ""}`;
  const after = afterToken(input.nextToken, listing);
  const size = pageSize(input.maxResults);
  const rows = executions.list({
    machine: arn,
    status: input.statusFilter,
    before: after === undefined ? undefined : Number(after),
    limit: size + 1,
  });
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    executions: page.map(summary),
    ...(rows.length > size && last ? { nextToken: tokenFor(listing, last.seq) } : {}),
  };
}
