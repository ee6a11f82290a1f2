import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { readTenant } from "@faibric/core/tenant/tenant.contract";
import { authenticate } from "@faibric/functions/platform/authenticate";

export { verify } from "@faibric/core/auth/password";
export { handler as signIn } from "@faibric/functions/auth/sign-in";
export { handler } from "@faibric/functions/tenant/read-tenant";

/** All that lets a caller in to read a tenant. */
export const guard = (headers: Record<string, string>) => authenticate(readTenant, headers);

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

const client = new DynamoDBClient({});
const TableName = process.env.TABLE_NAME ?? "";
const marshalled = ({ pk, sk }: Key) => ({ pk: { S: pk }, sk: { S: sk } });

// Calls of the SDK that the handler uses, with nothing around them.

export async function getItem(key: Key, consistent: boolean): Promise<void> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName, Key: marshalled(key), ConsistentRead: consistent }),
  );
  if (!Item) throw new Error(`nothing is stored at ${key.pk} ${key.sk}`);
}

export async function batchGetItem(keys: readonly Key[]): Promise<void> {
  const { Responses } = await client.send(
    new BatchGetItemCommand({
      RequestItems: { [TableName]: { Keys: keys.map(marshalled), ConsistentRead: true } },
    }),
  );
  if (Responses?.[TableName]?.length !== keys.length) throw new Error("not all items are stored");
}

export async function countItem(key: Key): Promise<void> {
  await client.send(
    new UpdateItemCommand({
      TableName,
      Key: marshalled(key),
      UpdateExpression: "ADD #count :one",
      ExpressionAttributeNames: { "#count": "count" },
      ExpressionAttributeValues: { ":one": { N: "1" } },
    }),
  );
}
