import assert from "node:assert/strict";
import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  type PutItemCommandOutput,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
  type UpdateItemCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";

/** One documented behaviour, checked on an engine. `run` throws where the engine does otherwise. */
export interface ConformanceCase {
  /** Stable: `differences.ts` names it. */
  readonly id: string;
  /** The behaviour, as a sentence. */
  readonly says: string;
  run(db: Database): Promise<void>;
}

export const conformanceCase = (
  id: string,
  says: string,
  run: (db: Database) => Promise<void>,
): ConformanceCase => ({ id, says, run });

export type Item = Record<string, AttributeValue>;

/** A running engine, with a table of the platform's shape and a partition key nobody else uses. */
export interface Database {
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  /** The platform's table. */
  readonly table: string;
  /** A table whose sort key is a number, with a KEYS_ONLY index `bySecond` on `second`. */
  readonly numbers: string;
  /** A table of the platform's shape whose stream is short, because only stream cases write to it. */
  readonly changes: string;
  readonly pk: string;
  /** The key of an item in this case's partition. */
  key(sk: string): Item;
  put(
    sk: string,
    attributes?: Item,
    options?: Partial<PutItemCommandInput>,
  ): Promise<PutItemCommandOutput>;
  get(sk: string): Promise<Item | undefined>;
  update(
    sk: string,
    expression: string,
    options?: Partial<UpdateItemCommandInput>,
  ): Promise<UpdateItemCommandOutput>;
  /** Queries this case's partition. `:pk` is given. */
  query(condition: string, options?: Partial<QueryCommandInput>): Promise<QueryCommandOutput>;
}

export const S = (value: string): AttributeValue => ({ S: value });
export const N = (value: number | string): AttributeValue => ({ N: String(value) });
export const SS = (...values: string[]): AttributeValue => ({ SS: values });
export const L = (...values: AttributeValue[]): AttributeValue => ({ L: values });
export const M = (value: Item): AttributeValue => ({ M: value });

export interface Connection {
  client: DynamoDBClient;
  streams: DynamoDBStreamsClient;
  table: string;
  numbers: string;
  changes: string;
}

export function connect(url: string): Connection {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const options = { endpoint: url, region: "eu-central-1", credentials, maxAttempts: 1 };
  return {
    client: new DynamoDBClient(options),
    streams: new DynamoDBStreamsClient(options),
    table: "platform",
    numbers: "numbers",
    changes: "changes",
  };
}

export function databaseFor(
  { client, streams, table, numbers, changes }: Connection,
  pk: string,
): Database {
  const key = (sk: string) => ({ pk: S(pk), sk: S(sk) });
  return {
    client,
    streams,
    table,
    numbers,
    changes,
    pk,
    key,
    put: (sk, attributes = {}, options = {}) =>
      client.send(
        new PutItemCommand({ TableName: table, Item: { ...key(sk), ...attributes }, ...options }),
      ),
    get: async (sk) => {
      const command = new GetItemCommand({ TableName: table, Key: key(sk), ConsistentRead: true });
      return (await client.send(command)).Item;
    },
    update: (sk, UpdateExpression, options = {}) =>
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: key(sk),
          UpdateExpression,
          ReturnValues: "ALL_NEW",
          ...options,
        }),
      ),
    query: (KeyConditionExpression, { ExpressionAttributeValues, ...options } = {}) =>
      client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression,
          ExpressionAttributeValues: { ":pk": S(pk), ...ExpressionAttributeValues },
          ...options,
        }),
      ),
  };
}

/** The exception of this name with which a call is refused. */
export async function refused(call: Promise<unknown>, name: string): Promise<Error> {
  const error = await call.then(
    () => assert.fail(`expected ${name}, but it was accepted`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Error, String(error));
  assert.equal(error.name, name, `${error.name}: ${error.message}`);
  return error;
}

export const invalid = (call: Promise<unknown>) => refused(call, "ValidationException");
export const conditionFailed = (call: Promise<unknown>) =>
  refused(call, "ConditionalCheckFailedException");

/** The sort keys of a query's items, in their order. */
export const sortKeys = ({ Items = [] }: { Items?: Item[] | undefined }) =>
  Items.map((item) => item.sk?.S ?? item.sk?.N);
