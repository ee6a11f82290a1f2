import { setTimeout as sleep } from "node:timers/promises";
import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import { documents, tableName } from "./table";

type Item = Readonly<Record<string, unknown>>;

/** A read that was not sent: `SomeEntity.get(key)`. */
interface Get {
  params(): object;
}

const MAX_TRIES = 6;
// Of BatchGetItem.
const MAX_KEYS = 100;

/**
 * Reads items of any entities in one call, which ElectroDB can only do for one entity; strongly consistent
 * unless told otherwise. It costs what the reads cost apart, and the time of one. They are not a snapshot:
 * each is as it was at some moment of the call.
 * @returns for each read its item, to be given to `SomeEntity.parse({ Item })`, or undefined
 */
export async function batchGet<const Reads extends readonly Get[]>(
  reads: Reads,
  { consistent = true }: { readonly consistent?: boolean } = {},
): Promise<{ [Index in keyof Reads]: Item | undefined }> {
  const keys = reads.map((read) => (read.params() as { Key: Item }).Key);
  const found = new Map<string, Item>();
  let left: readonly Item[] = keys;
  for (let tries = 0; left.length; ) {
    const { Responses, UnprocessedKeys } = await documents.send(
      new BatchGetCommand({
        RequestItems: {
          [tableName]: { Keys: left.slice(0, MAX_KEYS), ConsistentRead: consistent },
        },
      }),
    );
    for (const item of Responses?.[tableName] ?? []) found.set(nameOf(item), item);
    // DynamoDB answers what it could read and hands the rest back: no answer must not look like no item.
    const unread = UnprocessedKeys?.[tableName]?.Keys ?? [];
    left = [...left.slice(MAX_KEYS), ...unread];
    if (!unread.length) continue;
    if (++tries === MAX_TRIES) throw new Error(`${left.length} items not read`);
    await sleep(Math.random() * 20 * 2 ** tries);
  }
  return keys.map((key) => found.get(nameOf(key))) as { [Index in keyof Reads]: Item | undefined };
}

const nameOf = ({ pk, sk }: Item): string => JSON.stringify([pk, sk]);
