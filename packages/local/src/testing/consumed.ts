import { AsyncLocalStorage } from "node:async_hooks";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

interface Capacity {
  readonly CapacityUnits?: number;
  readonly ReadCapacityUnits?: number;
  readonly WriteCapacityUnits?: number;
}
interface ConsumedCapacity extends Capacity {
  readonly Table?: Capacity;
  readonly GlobalSecondaryIndexes?: Readonly<Record<string, Capacity>>;
}

/** What calls of DynamoDB cost together. */
export type Consumed = Readonly<Record<keyof ReturnType<typeof nothing>, number>>;

const nothing = () => ({
  calls: 0,
  /** Items that were written, deleted or checked. */
  itemsWritten: 0,
  readUnits: 0,
  writeUnits: 0,
});

const READS = /^(Get|BatchGet|TransactGet|Query)/;

/** Asks DynamoDB for what each command of the client consumes, and adds it up for each run by itself. */
export function consumptionOf(client: Pick<DynamoDBClient, "middlewareStack">) {
  const running = new AsyncLocalStorage<ReturnType<typeof nothing>>();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const name = String(context.commandName);
      const input = { ...args.input, ReturnConsumedCapacity: "INDEXES" };
      const result = await next({ ...args, input });
      const { ConsumedCapacity } = result.output as {
        ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
      };
      const units = [ConsumedCapacity ?? []].flat();
      if (!units.length) throw new Error(`${name} does not say what it consumed`);
      const sum = units.reduce((all, one) => all + (one.CapacityUnits ?? 0), 0);
      const total = running.getStore();
      if (!total) return result;
      total.calls += 1;
      if (READS.test(name)) {
        total.readUnits += sum;
      } else {
        total.itemsWritten += itemsIn(args.input);
        total.writeUnits += sum;
      }
      return result;
    },
    { step: "initialize", priority: "high", name: "consumption" },
  );
  return async (run: () => Promise<unknown>): Promise<Consumed> => {
    const total = nothing();
    await running.run(total, run);
    return total;
  };
}

function itemsIn(input: object): number {
  const { TransactItems, RequestItems } = input as {
    TransactItems?: readonly object[];
    RequestItems?: Readonly<Record<string, readonly object[]>>;
  };
  if (TransactItems) return TransactItems.length;
  return RequestItems ? Object.values(RequestItems).flat().length : 1;
}
