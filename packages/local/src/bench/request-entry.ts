import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";

export { handler } from "@faibric/functions/tenant/read-tenant";

const client = new DynamoDBClient({});

/** One read by the SDK that the handler uses, with nothing around it. */
export async function getItem(pk: string, sk: string, consistent: boolean): Promise<void> {
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: process.env.TABLE_NAME,
      Key: { pk: { S: pk }, sk: { S: sk } },
      ConsistentRead: consistent,
    }),
  );
  if (!Item) throw new Error(`nothing is stored at ${pk} ${sk}`);
}
