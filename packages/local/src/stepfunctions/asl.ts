/** Amazon States Language as data. Source: https://states-language.net/spec.html (JSONPath only). */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export type StateType =
  | "Choice"
  | "Fail"
  | "Map"
  | "Parallel"
  | "Pass"
  | "Succeed"
  | "Task"
  | "Wait";

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: "FULL" | "NONE";
}

/** A choice rule, or a part of one inside `And`, `Or` and `Not` (those have no `Next`). */
export interface ChoiceRule {
  readonly Next?: string;
  readonly And?: readonly ChoiceRule[];
  readonly Or?: readonly ChoiceRule[];
  readonly Not?: ChoiceRule;
  readonly Variable?: string;
  readonly [operator: string]: unknown;
}

export interface State {
  readonly Type: StateType;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Default?: string;
  readonly Resource?: string;
  readonly InputPath?: string | null;
  readonly OutputPath?: string | null;
  readonly ResultPath?: string | null;
  readonly ItemsPath?: string;
  readonly Parameters?: Json;
  readonly ResultSelector?: Json;
  readonly ItemSelector?: Json;
  readonly Result?: Json;
  readonly MaxConcurrency?: number;
  readonly MaxConcurrencyPath?: string;
  readonly TimeoutSeconds?: number;
  readonly TimeoutSecondsPath?: string;
  readonly Seconds?: number;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  readonly Choices?: readonly ChoiceRule[];
  readonly Branches?: readonly Flow[];
  readonly ItemProcessor?: Flow;
  readonly Iterator?: Flow;
  readonly [field: string]: unknown;
}

/** States and where they begin: a machine, a branch of a Parallel, or the processor of a Map. */
export interface Flow {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export interface Definition extends Flow {
  readonly TimeoutSeconds?: number;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The flows inside a Parallel or Map state, none for the others. */
export function innerFlows(state: State): readonly Flow[] {
  const processor = state.ItemProcessor ?? state.Iterator;
  return [...(state.Branches ?? []), ...(processor ? [processor] : [])];
}

/** Every state of a flow with those inside it: `[name, state]`. */
export function allStates(flow: Flow): [string, State][] {
  return Object.entries(flow.States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...innerFlows(state).flatMap(allStates),
  ]);
}

export function stateOf(flow: Flow, name: string): State {
  const state = flow.States[name];
  if (!state) throw new Error(`The definition has no state ${name}.`);
  return state;
}
