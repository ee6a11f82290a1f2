import { randomUUID } from "node:crypto";
import { AwsError } from "../wire/aws-error";
import { assertArn, assertName, machineArn, seconds } from "./check";
import { parseDefinition } from "./definition";
import type { Machine, Machines } from "./machine-rows";

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface CreateInput {
  readonly name?: string;
  readonly definition?: string;
  readonly roleArn?: string;
  readonly type?: string;
  readonly tags?: readonly Tag[];
  readonly publish?: boolean;
}

export interface MachineInput {
  readonly stateMachineArn?: string;
}

export type UpdateInput = MachineInput & Pick<CreateInput, "definition" | "roleArn" | "publish">;

/** The machine of an ARN. Throws `InvalidArn` or `StateMachineDoesNotExist`. */
export function machineOf(machines: Machines, reference: string | undefined): Machine {
  const machine = machines.get(assertArn(reference, "stateMachine"));
  if (machine) return machine;
  const message = `State Machine Does Not Exist: '${reference}'`;
  throw new AwsError("StateMachineDoesNotExist", message);
}

/** Creates a machine; one that is there already with the same definition and role is answered as it is. */
export function createMachine(machines: Machines, input: CreateInput): Machine {
  const name = assertName(input.name);
  if (input.type === "EXPRESS") {
    throw new AwsError(
      "StateMachineTypeNotSupported",
      "The laptop cloud runs STANDARD state machines.",
    );
  }
  refuseVersions(input);
  const definition = input.definition ?? "";
  parseDefinition(definition);
  const role = assertRole(input.roleArn);
  const arn = machineArn(name);
  const existing = machines.get(arn);
  if (existing) {
    if (existing.definition === definition && existing.role === role) return existing;
    throw new AwsError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
  }
  const tags = JSON.stringify(tagsOf(input.tags));
  const machine = { arn, name, definition, role, created: Date.now(), revision: "INITIAL", tags };
  machines.put(machine);
  return machine;
}

export function updateMachine(machines: Machines, input: UpdateInput) {
  const machine = machineOf(machines, input.stateMachineArn);
  refuseVersions(input);
  if (input.definition === undefined && input.roleArn === undefined) {
    const message = "Either the definition or the role ARN must be specified";
    throw new AwsError("MissingRequiredParameter", message);
  }
  const definition = input.definition ?? machine.definition;
  parseDefinition(definition);
  const role = input.roleArn === undefined ? machine.role : assertRole(input.roleArn);
  const revision = randomUUID();
  machines.put({ ...machine, definition, role, revision });
  return { updateDate: seconds(Date.now()), revisionId: revision };
}

function assertRole(role: string | undefined): string {
  if (role?.startsWith("arn:")) return role;
  throw new AwsError("InvalidArn", `Invalid Role Arn: '${role ?? ""}'`);
}

function refuseVersions({ publish }: { publish?: boolean }): void {
  if (!publish) return;
  throw new AwsError("ValidationException", "The laptop cloud keeps no state machine versions.");
}

export const tagsOf = (tags: readonly Tag[] = []) =>
  Object.fromEntries(tags.map(({ key, value }) => [key, value]));
