import { setTimeout as sleep } from "node:timers/promises";
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { log } from "../wire/log";
import type { Store } from "../wire/store";
import { itemToJson, keyText } from "./attribute-json";
import { type ExpiryNotes, expiryNotes } from "./expiry-notes";

export interface SweepExpired {
  client: DynamoDBClient;
  tableName: string;
  /** Where the stream poller learns which deletes are expiries. Both must use the same one. */
  store: Store;
  /** The pause between two looks, 5,000 ms by default. Each look reads a few pages at most. */
  intervalMs?: number;
  /** Items a page, 500 by default. */
  pageItems?: number;
  signal: AbortSignal;
}

type Item = Record<string, AttributeValue>;

const INTERVAL_MS = 5_000;
const PAGES_A_LOOK = 8;
const PAGE_ITEMS = 500;
const CONCURRENT_DELETES = 4;
const FIVE_YEARS_SECONDS = 5 * 365 * 24 * 60 * 60;
const NOTES_KEPT_MS = 15 * 24 * 60 * 60 * 1000; // longer than any stream record

/**
 * Deletes items whose time to live has passed, as DynamoDB does in the background: the attribute must
 * be a number of seconds, no more than five years ago, and unchanged when the item goes. Resolves
 * when `signal` fires; what fails is logged and tried again at the next look.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
export async function sweepExpired(options: SweepExpired): Promise<void> {
  const { signal, intervalMs = INTERVAL_MS } = options;
  const notes = expiryNotes(options.store);
  let position: Item | undefined; // a long table is read over several looks
  while (!signal.aborted) {
    try {
      position = await look(options, notes, position);
      notes.removeOlderThan(Date.now() - NOTES_KEPT_MS);
    } catch (error) {
      if (!signal.aborted) log.error("expired items were not swept", error);
    }
    // Rejects only when the signal fires, which the loop's condition reads.
    await sleep(intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

async function look(options: SweepExpired, notes: ExpiryNotes, from: Item | undefined) {
  const { client, tableName, signal, pageItems = PAGE_ITEMS } = options;
  const { TimeToLiveDescription: ttl } = await client.send(
    new DescribeTimeToLiveCommand({ TableName: tableName }),
  );
  const attribute = ttl?.AttributeName;
  if (!attribute || ttl.TimeToLiveStatus !== "ENABLED") return undefined;
  const keyNames = await keyNamesOf(client, tableName);
  let position = from;
  for (let page = 0; page < PAGES_A_LOOK && !signal.aborted; page++) {
    const found = await expiredItems({
      client,
      tableName,
      attribute,
      keyNames,
      position,
      pageItems,
    });
    const queue = found.items.values();
    const worker = async () => {
      for (const item of queue) await expire({ client, tableName, attribute, notes }, item);
    };
    await Promise.all(Array.from({ length: CONCURRENT_DELETES }, worker));
    position = found.next;
    if (!position) return undefined;
  }
  return position;
}

async function keyNamesOf(client: DynamoDBClient, tableName: string): Promise<string[]> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  return (Table?.KeySchema ?? []).flatMap(({ AttributeName }) => AttributeName ?? []);
}

interface Page {
  client: DynamoDBClient;
  tableName: string;
  attribute: string;
  keyNames: readonly string[];
  position: Item | undefined;
  pageItems: number;
}

async function expiredItems({ client, tableName, attribute, keyNames, position, pageItems }: Page) {
  const now = Math.floor(Date.now() / 1000);
  const names = keyNames.map((name, i) => [`#k${i}`, name] as const);
  const { Items = [], LastEvaluatedKey } = await client.send(
    new ScanCommand({
      TableName: tableName,
      Limit: pageItems,
      ProjectionExpression: ["#ttl", ...names.map(([alias]) => alias)].join(),
      FilterExpression: "attribute_type(#ttl, :number) AND #ttl < :now AND #ttl > :longAgo",
      ExpressionAttributeNames: { "#ttl": attribute, ...Object.fromEntries(names) },
      ExpressionAttributeValues: {
        ":number": { S: "N" },
        ":now": { N: String(now) },
        ":longAgo": { N: String(now - FIVE_YEARS_SECONDS) },
      },
      ExclusiveStartKey: position,
    }),
  );
  return { items: Items, next: LastEvaluatedKey };
}

interface Expire {
  client: DynamoDBClient;
  tableName: string;
  attribute: string;
  notes: ExpiryNotes;
}

async function expire({ client, tableName, attribute, notes }: Expire, item: Item): Promise<void> {
  const { [attribute]: ttl, ...key } = item;
  if (!ttl?.N) return;
  const note = { tableName, key: keyText(itemToJson(key)), attribute, expiredAt: ttl.N };
  notes.add(note);
  try {
    await client.send(
      new DeleteItemCommand({
        TableName: tableName,
        Key: key,
        ConditionExpression: "#ttl = :seen",
        ExpressionAttributeNames: { "#ttl": attribute },
        ExpressionAttributeValues: { ":seen": ttl },
      }),
    );
  } catch (error) {
    // Its time was put off, or someone else deleted it: not ours then.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    notes.remove(note);
  }
}
