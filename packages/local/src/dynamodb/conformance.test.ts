import {
  CreateTableCommand,
  type KeySchemaElement,
  type ScalarAttributeType,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batchCases } from "./conformance/batches.cases";
import { type Connection, connect, databaseFor } from "./conformance/case";
import { conditionCases } from "./conformance/conditions.cases";
import { indexCases } from "./conformance/indexes.cases";
import { limitCases } from "./conformance/limits.cases";
import { queryCases } from "./conformance/queries.cases";
import { streamCases } from "./conformance/streams.cases";
import { tableCases } from "./conformance/tables.cases";
import { transactionReadCases } from "./conformance/transaction-reads.cases";
import { transactionCases } from "./conformance/transactions.cases";
import { updateCases } from "./conformance/updates.cases";
import { writeCases } from "./conformance/writes.cases";
import { DIFFERENCES } from "./differences";
import { type DynamoDb, startDynamoDb } from "./dynamodb";
import { type EngineKind, findEngine } from "./engine";
import { createTable } from "./table";

const CASES = [
  ...conditionCases,
  ...writeCases,
  ...updateCases,
  ...queryCases,
  ...indexCases,
  ...batchCases,
  ...transactionCases,
  ...transactionReadCases,
  ...streamCases,
  ...limitCases,
  ...tableCases,
];
const ENGINES = (["dynoxide", "dynamodb-local"] as const).filter(isInstalled);

interface Engine {
  kind: EngineKind;
  running: DynamoDb;
  connection: Connection;
}

const engines: Engine[] = [];
const outcomes = new Map<string, Partial<Record<EngineKind, string>>>();

beforeAll(async () => {
  engines.push(...(await Promise.all(ENGINES.map(start))));
});
afterAll(async () => {
  await Promise.all(engines.map(({ running }) => running.close()));
  process.stdout.write(report());
});

describe("DynamoDB", () => {
  test.concurrent.each(CASES)("$id: $says", async ({ id, run }) => {
    const columns = outcomes.set(id, {}).get(id) ?? {};
    await Promise.all(
      engines.map(async ({ kind, connection }) => {
        columns[kind] = await run(databaseFor(connection, `case-${id}`)).then(
          () => "ok",
          (error: unknown) => describeError(error),
        );
      }),
    );
    const listed = DIFFERENCES[id];
    for (const [kind, outcome] of Object.entries(columns)) {
      const differs = listed?.engine === kind || listed?.engine === "both";
      if (differs) expect(outcome, `${kind} does as documented now: unlist "${id}"`).not.toBe("ok");
      else expect(outcome, kind).toBe("ok");
    }
  });

  test("has at least 70 cases, each with an id of its own, and lists only differences of these", () => {
    const ids = new Set(CASES.map(({ id }) => id));
    expect(ids.size).toBe(CASES.length);
    expect(ids.size).toBeGreaterThanOrEqual(70);
    expect(Object.keys(DIFFERENCES).filter((id) => !ids.has(id))).toEqual([]);
  });
});

function isInstalled(kind: EngineKind): boolean {
  try {
    return findEngine(kind) !== undefined;
  } catch (error) {
    if (kind === "dynoxide") throw error; // the referee may be missing, the product's engine not
    return false;
  }
}

async function start(kind: EngineKind): Promise<Engine> {
  const running = await startDynamoDb({ dataFile: null, engine: kind });
  const connection = connect(running.url);
  for (const table of [connection.table, connection.changes]) {
    await createTable(connection.client, table);
  }
  const attribute = (AttributeName: string, AttributeType: ScalarAttributeType) => ({
    AttributeName,
    AttributeType,
  });
  const hash = (AttributeName: string): KeySchemaElement => ({ AttributeName, KeyType: "HASH" });
  await connection.client.send(
    new CreateTableCommand({
      TableName: connection.numbers,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [attribute("pk", "S"), attribute("sk", "N"), attribute("second", "S")],
      KeySchema: [hash("pk"), { AttributeName: "sk", KeyType: "RANGE" }],
      GlobalSecondaryIndexes: [
        {
          IndexName: "bySecond",
          KeySchema: [hash("second")],
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
    }),
  );
  return { kind, running, connection };
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.name}: ${error.message}`.replace(/\s+/g, " ").slice(0, 160);
}

/** Both columns: the count of each engine, and each case in which one of them is not ok. */
function report(): string {
  const counts = ENGINES.map((kind) => {
    const ok = [...outcomes.values()].filter((columns) => columns[kind] === "ok").length;
    return `${kind} ${ok}/${outcomes.size}`;
  });
  const rows = [...outcomes].flatMap(([id, columns]) =>
    ENGINES.every((kind) => columns[kind] === "ok")
      ? []
      : [`  ${id.padEnd(28)}${ENGINES.map((kind) => `\n    ${kind}: ${columns[kind]}`).join("")}`],
  );
  return `\nDynamoDB conformance: ${counts.join(", ")}\n${rows.join("\n")}\n`;
}
