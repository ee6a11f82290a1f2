import { setTimeout as sleep } from "node:timers/promises";
import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import { documents, tableName } from "./table";

type Item = Readonly<Record<string, unknown>>;

/** A read that was not sent: `SomeEntity.get(key)`. */
interface Get {
  params(): object;
}

const MAX_TRIES = 6;

/**
 * Reads items of any entities in one strongly consistent call, which ElectroDB can only do for one entity.
 * It costs what the reads cost apart, and the time of one. They are not a snapshot: each is as it was at
 * some moment of the call.
 * @returns for each read its item, to be given to `SomeEntity.parse({ Item })`, or undefined
 */
export async function batchGet<const Reads extends readonly Get[]>(
  reads: Reads,
): Promise<{ [Index in keyof Reads]: Item | undefined }> {
  const keys = reads.map((read) => (read.params() as { Key: Item }).Key);
  const found = new Map<string, Item>();
  let left: readonly Item[] = keys;
  for (let attempt = 1; left.length; attempt++) {
    const { Responses, UnprocessedKeys } = await documents.send(
      new BatchGetCommand({
        RequestItems: { [tableName]: { Keys: [...left], ConsistentRead: true } },
      }),
    );
    for (const item of Responses?.[tableName] ?? []) found.set(nameOf(item), item);
    // DynamoDB answers what it could read and hands the rest back: no answer must not look like no item.
    left = UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (left.length && attempt === MAX_TRIES) throw new Error(`${left.length} items not read`);
    if (left.length) await sleep(Math.random() * 20 * 2 ** attempt);
  }
  return keys.map((key) => found.get(nameOf(key))) as { [Index in keyof Reads]: Item | undefined };
}

const nameOf = ({ pk, sk }: Item): string => JSON.stringify([pk, sk]);
