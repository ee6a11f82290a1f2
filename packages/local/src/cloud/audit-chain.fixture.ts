import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { createKms } from "../kms/kms";
import { createParameters } from "../parameters/parameters";
import { serveAws } from "../wire/endpoint";
import { openStore } from "../wire/store";
import { TABLE_NAME } from "./settings";

/** What a log is sealed with, served to this process. */
export async function serveSecrets() {
  const store = openStore(":memory:");
  const keyFile = join(mkdtempSync(join(tmpdir(), "faibric-")), "kms.key");
  const kms = createKms({ store, keyFile });
  const parameters = createParameters({ store, encrypt: kms.encrypt, decrypt: kms.decrypt });
  const endpoint = await serveAws([parameters]);
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = endpoint.url;
  return endpoint;
}

export type Item = Record<string, AttributeValue>;
const raw = new DynamoDBClient({});

/** The items of a partition as they lie in the table, for somebody who has access to it. */
export async function itemsOf(pk: string): Promise<Item[]> {
  const { Items = [] } = await raw.send(
    new QueryCommand({
      TableName: TABLE_NAME,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: pk } },
      ConsistentRead: true,
    }),
  );
  return Items;
}
export const put = (item: Item) =>
  raw.send(new PutItemCommand({ TableName: TABLE_NAME, Item: item }));
export const remove = ({ pk, sk }: Item) =>
  raw.send(
    new DeleteItemCommand({
      TableName: TABLE_NAME,
      Key: { pk: pk ?? { S: "" }, sk: sk ?? { S: "" } },
    }),
  );
