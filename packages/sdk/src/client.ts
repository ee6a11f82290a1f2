import { type Contract, isPaged } from "@faibric/core/platform/contract";
import type { Operation } from "./operation";
import type { CallOptions, ClientOptions } from "./options";
import { pagingOf } from "./pages";
import type { AnyInput } from "./request";
import { send } from "./send";

/** Contracts by capability, then by the name of the operation. */
export type Contracts = Readonly<Record<string, Readonly<Record<string, Contract>>>>;

/** A function for each operation. */
export type Client<C extends Contracts> = {
  readonly [Capability in keyof C]: {
    readonly [Name in keyof C[Capability]]: Operation<C[Capability][Name]>;
  };
};

/**
 * Makes a client of some contracts. `createFaibric` has them all; a page that calls one capability
 * is smaller with only that one's: `createClient({ tenant }, options)`.
 */
export function createClient<const C extends Contracts>(
  contracts: C,
  options: ClientOptions,
): Client<C> {
  const operationsOf = (group: Contracts[string]) =>
    mapEntries(group, (name, contract) => operationOf(name, contract, options));
  return mapEntries(contracts, (_, group) => operationsOf(group)) as Client<C>;
}

function operationOf(name: string, contract: Contract, clientOptions: ClientOptions) {
  const call = (input: AnyInput = {}, options: CallOptions = {}) =>
    send(name, contract, input, { ...clientOptions, ...options });
  return isPaged(contract) ? Object.assign(call, pagingOf(call)) : call;
}

function mapEntries<V, R>(record: Readonly<Record<string, V>>, map: (key: string, value: V) => R) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(key, value)]));
}
