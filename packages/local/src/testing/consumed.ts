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
export interface Consumed {
  readonly calls: number;
  /** Items that were written, deleted or checked. */
  readonly itemsWritten: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

const READS = /^(Get|BatchGet|TransactGet|Query)/;

/**
 * Asks DynamoDB for what each command of the client consumes, and adds it up for one run. Only runs one
 * after another can be told apart.
 */
export function consumptionOf(client: Pick<DynamoDBClient, "middlewareStack">) {
  let total: Consumed = { calls: 0, itemsWritten: 0, readUnits: 0, writeUnits: 0 };
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
      total = {
        calls: total.calls + 1,
        itemsWritten: total.itemsWritten + (READS.test(name) ? 0 : itemsIn(args.input)),
        readUnits: total.readUnits + (READS.test(name) ? sum : 0),
        writeUnits: total.writeUnits + (READS.test(name) ? 0 : sum),
      };
      return result;
    },
    { step: "initialize", priority: "high", name: "consumption" },
  );
  return async (run: () => Promise<unknown>): Promise<Consumed> => {
    total = { calls: 0, itemsWritten: 0, readUnits: 0, writeUnits: 0 };
    await run();
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
