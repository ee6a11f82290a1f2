import { setTimeout as sleep } from "node:timers/promises";
import {
  type AttributeDefinition,
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { TABLE } from "@faibric/core/platform/table.schema";

/**
 * Makes the platform's one table as the stacks deploy it: overloaded indexes, stream with both images,
 * time to live, on demand. Does nothing where it exists. Resolves when it is active.
 */
export async function createTable(client: DynamoDBClient, tableName: string): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: ["", ...TABLE.indexes].flatMap(keyAttributes),
        KeySchema: keySchema(""),
        GlobalSecondaryIndexes: TABLE.indexes.map((index) => ({
          IndexName: index,
          KeySchema: keySchema(index),
          Projection: { ProjectionType: "ALL" },
        })),
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error; // it exists
  }
  await untilActive(client, tableName);
  await expireItems(client, tableName);
}

/** The key attributes of an index: its name before the table's own, such as `gsi1pk`. */
const keysOf = (index: string) => [`${index}${TABLE.partitionKey}`, `${index}${TABLE.sortKey}`];

const keyAttributes = (index: string): AttributeDefinition[] =>
  keysOf(index).map((AttributeName) => ({ AttributeName, AttributeType: "S" }));

const keySchema = (index: string): KeySchemaElement[] =>
  keysOf(index).map((AttributeName, i) => ({ AttributeName, KeyType: i ? "RANGE" : "HASH" }));

async function untilActive(client: DynamoDBClient, tableName: string): Promise<void> {
  const describe = new DescribeTableCommand({ TableName: tableName });
  while ((await client.send(describe)).Table?.TableStatus !== "ACTIVE") await sleep(20);
}

async function expireItems(client: DynamoDBClient, tableName: string): Promise<void> {
  const { TimeToLiveDescription: now } = await client.send(
    new DescribeTimeToLiveCommand({ TableName: tableName }),
  );
  // Turning it on twice is refused.
  if (now?.TimeToLiveStatus?.startsWith("ENABL")) return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: tableName,
      TimeToLiveSpecification: { Enabled: true, AttributeName: TABLE.timeToLive },
    }),
  );
}
