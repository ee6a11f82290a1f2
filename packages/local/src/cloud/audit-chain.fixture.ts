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
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { createKms } from "../kms/kms";
import { createParameters } from "../parameters/parameters";
import { createS3 } from "../s3/s3";
import { serveAws } from "../wire/endpoint";
import { openStore } from "../wire/store";
import { ensureBucket } from "./bucket";
import { BUCKET_NAME, CREDENTIALS, TABLE_NAME } from "./settings";

/** What a log is sealed with, and the bucket that it is anchored in, served to this process. */
export async function serveSecrets() {
  const store = openStore(":memory:");
  const folder = mkdtempSync(join(tmpdir(), "faibric-"));
  const keyFile = join(folder, "kms.key");
  const kms = createKms({ store, keyFile });
  const parameters = createParameters({ store, encrypt: kms.encrypt, decrypt: kms.decrypt });
  const s3 = createS3({ store, root: join(folder, "objects"), credentials: CREDENTIALS });
  const endpoint = await serveAws([parameters, s3]);
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = endpoint.url;
  process.env.AWS_ENDPOINT_URL_S3 = endpoint.url;
  objects = new S3Client({ endpoint: endpoint.url, forcePathStyle: true });
  await ensureBucket(objects, BUCKET_NAME);
  return endpoint;
}

let objects: S3Client | undefined;
const bucket = () => {
  if (!objects) throw new Error("the bucket is not served yet");
  return objects;
};

/** What lies in the bucket, for somebody who has access to that. */
export const anchors = {
  async read(Key: string): Promise<string> {
    const { Body } = await bucket().send(new GetObjectCommand({ Bucket: BUCKET_NAME, Key }));
    return (await Body?.transformToString()) ?? "";
  },
  write: (Key: string, Body: string) =>
    bucket().send(new PutObjectCommand({ Bucket: BUCKET_NAME, Key, Body })),
  remove: (Key: string) => bucket().send(new DeleteObjectCommand({ Bucket: BUCKET_NAME, Key })),
};

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
