import { AwsError } from "../wire/aws-error";
import type { JsonOperation } from "../wire/json-protocol";
import { afterToken, assertArn, pageSize, seconds, tokenFor } from "./check";
import { parseDefinition } from "./definition";
import type { Execution, Executions } from "./execution-rows";
import type { Executor } from "./executor";
import {
  type CreateInput,
  createMachine,
  type MachineInput,
  machineOf,
  type Tag,
  tagsOf,
  type UpdateInput,
  updateMachine,
} from "./machine";
import type { Machine, Machines } from "./machine-rows";

export interface MachineParts {
  readonly machines: Machines;
  readonly executions: Executions;
  readonly executor: Executor;
}

export function machineOperations(parts: MachineParts): Record<string, JsonOperation> {
  const { machines } = parts;
  return {
    CreateStateMachine: (input: CreateInput) => {
      const { arn, created } = createMachine(machines, input);
      return { stateMachineArn: arn, creationDate: seconds(created) };
    },
    UpdateStateMachine: (input: UpdateInput) => updateMachine(machines, input),
    DeleteStateMachine: ({ stateMachineArn }: MachineInput) => {
      deleteMachine(parts, assertArn(stateMachineArn, "stateMachine"));
    },
    DescribeStateMachine: ({ stateMachineArn }: MachineInput) =>
      describe(machineOf(machines, stateMachineArn)),
    ListStateMachines: (input: { maxResults?: number; nextToken?: string }) =>
      listMachines(machines, input),
    ValidateStateMachineDefinition: ({ definition }: CreateInput) => validate(definition ?? ""),
    TagResource: ({ resourceArn, tags }: { resourceArn?: string; tags?: readonly Tag[] }) => {
      retag(machines, resourceArn, (now) => ({ ...now, ...tagsOf(tags) }));
    },
    UntagResource: ({ resourceArn, tagKeys }: { resourceArn?: string; tagKeys?: string[] }) => {
      retag(machines, resourceArn, (now) =>
        Object.fromEntries(Object.entries(now).filter(([key]) => !tagKeys?.includes(key))),
      );
    },
    ListTagsForResource: ({ resourceArn }: { resourceArn?: string }) => ({
      tags: Object.entries(tagMap(resource(machines, resourceArn))).map(([key, value]) => ({
        key,
        value,
      })),
    }),
  };
}

function deleteMachine({ machines, executions, executor }: MachineParts, arn: string): void {
  machines.remove(arn);
  const running = { machine: arn, status: "RUNNING", limit: Number.MAX_SAFE_INTEGER };
  for (const execution of executions.list(running)) {
    executor.stop(execution.arn, { cause: "The state machine was deleted." });
  }
}

const SETTINGS = {
  type: "STANDARD",
  loggingConfiguration: { level: "OFF", includeExecutionData: false },
  tracingConfiguration: { enabled: false },
};

function describe(machine: Machine) {
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    status: "ACTIVE",
    definition: machine.definition,
    roleArn: machine.role,
    creationDate: seconds(machine.created),
    ...SETTINGS,
    ...(machine.revision === "INITIAL" ? {} : { revisionId: machine.revision }),
  };
}

export function describeForExecution(execution: Execution, machine: Machine | undefined) {
  return {
    stateMachineArn: execution.machine,
    name: machine?.name ?? execution.machine.split(":").at(-1),
    definition: execution.definition,
    roleArn: execution.role,
    updateDate: seconds(machine?.created ?? execution.started),
    loggingConfiguration: SETTINGS.loggingConfiguration,
    tracingConfiguration: SETTINGS.tracingConfiguration,
  };
}

function listMachines(machines: Machines, input: { maxResults?: number; nextToken?: string }) {
  const size = pageSize(input.maxResults);
  const rows = machines.list(afterToken(input.nextToken, "machines") ?? "", size + 1);
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    stateMachines: page.map(({ arn, name, created }) => ({
      stateMachineArn: arn,
      name,
      type: "STANDARD",
      creationDate: seconds(created),
    })),
    ...(rows.length > size && last ? { nextToken: tokenFor("machines", last.name) } : {}),
  };
}

function validate(definition: string) {
  try {
    parseDefinition(definition);
    return { result: "OK", diagnostics: [], truncated: false };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const diagnostic = {
      severity: "ERROR",
      code: "SCHEMA_VALIDATION_FAILED",
      message: error.message,
    };
    return { result: "FAIL", diagnostics: [diagnostic], truncated: false };
  }
}

const tagMap = (machine: Machine) => JSON.parse(machine.tags) as Record<string, string>;

function resource(machines: Machines, reference: string | undefined): Machine {
  const machine = machines.get(assertArn(reference, "stateMachine"));
  if (machine) return machine;
  throw new AwsError("ResourceNotFound", `Resource not found: '${reference}'`);
}

function retag(
  machines: Machines,
  reference: string | undefined,
  change: (tags: Record<string, string>) => Record<string, string>,
): void {
  const machine = resource(machines, reference);
  machines.put({ ...machine, tags: JSON.stringify(change(tagMap(machine))) });
}
