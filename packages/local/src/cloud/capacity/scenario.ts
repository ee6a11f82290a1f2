import { STATUS_CODES } from "node:http";
import type { Contract } from "@faibric/core/platform/contract";
import type { DomainEvent } from "@faibric/core/platform/event";
import {
  type ApiCall,
  callApi,
  lambdaContext,
} from "@faibric/functions/platform/api-event.fixture";

/** A deployed function's handler, called as Lambda calls it. */
export type Handler = (event: never, context: never) => Promise<unknown>;

/** Prepares one typical call of a function, and answers what makes it: only that is measured. */
export type Scenario = (handler: Handler) => Promise<() => Promise<unknown>>;

/** An API call, which must succeed. */
export async function succeed(handler: Handler, contract: Contract, call: ApiCall): Promise<void> {
  const { status = 0, body } = await callApi(handler as never, contract, call);
  const text = `${status} ${STATUS_CODES[status]} ${JSON.stringify(body)}`;
  if (status !== contract.status) throw new Error(`${contract.summary}: ${text}`);
}

/** One event, brought by its queue and handled. */
export async function bring(handler: Handler, event: DomainEvent): Promise<void> {
  const record = { messageId: event.id, body: JSON.stringify({ detail: event }) };
  const result = await handler({ Records: [record] } as never, lambdaContext as never);
  const { batchItemFailures } = result as { batchItemFailures: readonly unknown[] };
  if (batchItemFailures.length) throw new Error(`${event.type} was not handled`);
}

export const invoke = (handler: Handler, payload: object) =>
  handler(payload as never, lambdaContext as never);
