import { StateMachine } from "aws-local-stepfunctions";
import { AwsError } from "../wire/aws-error";
import { allStates, type Definition, isObject, type State } from "./asl";

const MAX_DEFINITION_BYTES = 1024 * 1024;
const TASK_FIELDS_OF_DISTRIBUTED_MAPS = ["ItemReader", "ItemBatcher", "ResultWriter"];

/**
 * Parses and checks a definition as CreateStateMachine does.
 * Throws `InvalidDefinition`, also for what AWS runs and the laptop cloud would run wrongly:
 * better refused here than silently different from production.
 */
export function parseDefinition(text: string): Definition {
  if (Buffer.byteLength(text) > MAX_DEFINITION_BYTES) {
    throw invalid("SCHEMA_VALIDATION_FAILED: the definition is over 1 MB");
  }
  const definition = parseJson(text);
  refuseUnsupported(definition);
  try {
    new StateMachine(definition as never); // the engine's constructor is its validator
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw invalid(message.split("\n").slice(1).join("; ").trim() || message);
  }
  const checked = definition as unknown as Definition; // the validator has just proved the shape
  for (const [name, state] of allStates(checked)) refuseState(name, state);
  return checked;
}

function parseJson(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isObject(parsed)) return parsed;
  } catch {
    throw invalid("INVALID_JSON_DESCRIPTION: the definition is not JSON");
  }
  throw invalid("INVALID_JSON_DESCRIPTION: the definition is not an object");
}

function refuseUnsupported(value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) refuseUnsupported(item);
    return;
  }
  if (!isObject(value)) return;
  if (value.QueryLanguage !== undefined && value.QueryLanguage !== "JSONPath") {
    throw unsupported("QueryLanguage JSONata; write the paths in JSONPath");
  }
  for (const nested of Object.values(value)) refuseUnsupported(nested);
}

function refuseState(name: string, state: State): void {
  const at = `in state ${name}`;
  if (state.Assign !== undefined) throw unsupported(`Assign (variables) ${at}; use ResultPath`);
  if (state.Type === "Task") refuseResource(state.Resource ?? "", at);
  for (const field of TASK_FIELDS_OF_DISTRIBUTED_MAPS) {
    if (state[field] !== undefined) throw unsupported(`${field} ${at}; pass the items as input`);
  }
  if (state.ItemProcessor && /"Mode":"DISTRIBUTED"/.test(JSON.stringify(state.ItemProcessor))) {
    throw unsupported(`a distributed Map ${at}; use Mode INLINE`);
  }
  refuseJsonToString(state, at);
}

function refuseResource(resource: string, at: string): void {
  if (resource.endsWith(".waitForTaskToken")) throw unsupported(`waitForTaskToken ${at}`);
  if (
    !isInvokeIntegration(resource) &&
    !/^arn:[^:]+:lambda:[^:]*:[^:]*:function:./.test(resource)
  ) {
    throw unsupported(`the resource ${resource} ${at}; call a Lambda function`);
  }
}

/** The engine drops backslashes from strings it makes: JSON text survives only where we make it. */
function refuseJsonToString(state: State, at: string): void {
  const selectors = [
    state.ResultSelector,
    nestedCalls(state.Parameters),
    nestedCalls(state.ItemSelector),
  ];
  if (/States\.JsonToString/.test(JSON.stringify(selectors))) {
    throw unsupported(`States.JsonToString inside a ResultSelector or another function ${at}`);
  }
}

function nestedCalls(template: unknown): string[] {
  if (typeof template === "string")
    return /^States\.JsonToString\([^()]*\)$/.test(template) ? [] : [template];
  if (Array.isArray(template)) return template.flatMap(nestedCalls);
  return isObject(template) ? Object.values(template).flatMap(nestedCalls) : [];
}

/** `arn:aws:states:::lambda:invoke`, where the function and payload are in `Parameters`. */
export const isInvokeIntegration = (resource: string) =>
  /^arn:[^:]+:states:::lambda:invoke$/.test(resource);

const invalid = (why: string) =>
  new AwsError("InvalidDefinition", `Invalid State Machine Definition: '${why}'`);

const unsupported = (what: string) =>
  invalid(`NOT_EMULATED: the laptop cloud does not run ${what}`);
