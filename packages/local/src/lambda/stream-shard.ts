import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import {
  type _Record,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ResourceNotFoundException,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import { keyText } from "../dynamodb/attribute-json";
import { log } from "../wire/log";
import { deliverBatch } from "./stream-batch";
import type { StreamMapping } from "./stream-mapping";
import { createPace } from "./stream-pace";
import { type PlacedRecord, placedRecord, tableOfStream, timeOf } from "./stream-record";

const PAGE_RECORDS = 1_000;
const MAX_BATCH_BYTES = 6 * 1024 * 1024; // the size of an invocation's payload
const RETRY_MS = 100;
const NOTHING_READ = "0"; // a place before the first record
const SERVICE = { type: "Service", principalId: "dynamodb.amazonaws.com" } as const;

/** Reads one shard from the mapping's checkpoint until it ends or the signal fires. */
export async function readShard(mapping: StreamMapping, shardId: string): Promise<void> {
  const { signal, checkpoints } = mapping;
  const pace = createPace(signal, mapping.onWrite);
  const failing = { since: 0 };
  let iterator: string | undefined;
  try {
    while (!signal.aborted) {
      let page: { Records?: _Record[] | undefined; NextShardIterator?: string | undefined };
      try {
        iterator ??= await iteratorOf(mapping, shardId);
        page = await mapping.client.send(
          new GetRecordsCommand({ ShardIterator: iterator, Limit: PAGE_RECORDS }),
          { abortSignal: signal },
        );
        failing.since = 0;
      } catch (error) {
        iterator = undefined; // the checkpoint knows the place
        await recover(mapping, { shardId, error, failing });
        continue;
      }
      const records = page.Records ?? [];
      if (records.length > 0) await deliverPage(mapping, shardId, records);
      iterator = page.NextShardIterator;
      if (!iterator) return checkpoints.finish(shardId);
      await pace.pause(records.length > 0);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    pace.close();
  }
}

async function iteratorOf(mapping: StreamMapping, shardId: string): Promise<string | undefined> {
  const { client, streamArn: StreamArn, checkpoints, startingPosition } = mapping;
  if (!checkpoints.read(shardId) && startingPosition === "LATEST") await skip(mapping, shardId);
  const place = checkpoints.read(shardId);
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({
      StreamArn,
      ShardId: shardId,
      ...(place && place !== NOTHING_READ
        ? { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: place }
        : { ShardIteratorType: "TRIM_HORIZON" }),
    }),
  );
  return ShardIterator;
}

/** For `LATEST`: passes over what is there, once, so that the place is known after a restart too. */
async function skip({ client, streamArn, checkpoints }: StreamMapping, shardId: string) {
  let { ShardIterator: iterator } = await client.send(
    new GetShardIteratorCommand({
      StreamArn: streamArn,
      ShardId: shardId,
      ShardIteratorType: "TRIM_HORIZON",
    }),
  );
  let place = NOTHING_READ;
  while (iterator) {
    const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
    const last = page.Records?.at(-1)?.dynamodb?.SequenceNumber;
    if (!last) break;
    place = last;
    iterator = page.NextShardIterator;
  }
  checkpoints.write(shardId, place);
}

/** The engine restarts, or the place is gone. Logged once per outage, not once per try. */
async function recover(
  { name, signal, checkpoints }: StreamMapping,
  { shardId, error, failing }: { shardId: string; error: unknown; failing: { since: number } },
): Promise<void> {
  if (signal.aborted) return;
  if (error instanceof ResourceNotFoundException) throw error; // the table was deleted or made anew
  if (error instanceof ExpiredIteratorException) return;
  if (!failing.since) {
    log.error("a shard cannot be read just now", error, { mapping: name, shardId });
    failing.since = Date.now();
  }
  if (error instanceof TrimmedDataAccessException) checkpoints.write(shardId, NOTHING_READ);
  await sleep(RETRY_MS, undefined, { signal });
}

/** Delivers what the filters let through; the checkpoint follows what is dealt with. */
async function deliverPage(mapping: StreamMapping, shardId: string, page: readonly _Record[]) {
  const { streamArn, checkpoints, accepts } = mapping;
  const began = wholeSecond(mapping.streamBegan);
  const wanted = page
    .filter((record) => timeOf(record) >= began && !changesNothing(record) && accepts(record))
    .map((record) => withIdentity(mapping, placedRecord(record, streamArn)));
  const lanes = laneOf(wanted, mapping.parallelizationFactor);
  const inOrder = lanes.length === 1;
  const delivery = {
    name: mapping.name,
    streamArn,
    shardId,
    rules: mapping,
    signal: mapping.signal,
    invoke: mapping.invoke,
    onFailure: mapping.onFailure,
    // Side by side, one lane is ahead of another: only the whole page has a place.
    settled: ({ sequenceNumber }: PlacedRecord) => {
      if (inOrder) checkpoints.write(shardId, sequenceNumber);
    },
  };
  await Promise.all(
    lanes.map(async (lane) => {
      for (const batch of batches(lane, mapping.batchSize)) await deliverBatch(delivery, batch);
    }),
  );
  const last = page.at(-1)?.dynamodb?.SequenceNumber;
  if (last) checkpoints.write(shardId, last);
}

/** DynamoDB makes no record of a write that leaves the item as it was; dynoxide does. */
function changesNothing({ eventName, dynamodb }: _Record): boolean {
  return (
    eventName === "MODIFY" &&
    dynamodb?.NewImage !== undefined &&
    isDeepStrictEqual(dynamodb.NewImage, dynamodb.OldImage)
  );
}

const wholeSecond = (time: number) => Math.floor(time / 1000) * 1000;

function withIdentity({ expiries, streamArn }: StreamMapping, record: PlacedRecord): PlacedRecord {
  const { event } = record;
  if (event.eventName !== "REMOVE" || event.userIdentity) return record;
  if (!expiries.explains(tableOfStream(streamArn), event)) return record;
  return { ...record, event: { ...event, userIdentity: SERVICE } };
}

/** Spreads records over lanes by their item's key. */
function laneOf(records: readonly PlacedRecord[], factor: number): PlacedRecord[][] {
  if (factor <= 1) return [[...records]];
  const lanes = Array.from({ length: factor }, (): PlacedRecord[] => []);
  for (const record of records) {
    const key = keyText(record.event.dynamodb?.Keys ?? {});
    let hash = 0;
    for (let i = 0; i < key.length; i++) hash = (hash * 31 + key.charCodeAt(i)) | 0;
    lanes[Math.abs(hash) % factor]?.push(record);
  }
  return lanes;
}

function* batches(records: readonly PlacedRecord[], size: number): Generator<PlacedRecord[]> {
  let batch: PlacedRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const length = JSON.stringify(record.event).length;
    if (batch.length > 0 && (batch.length === size || bytes + length > MAX_BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(record);
    bytes += length;
  }
  if (batch.length > 0) yield batch;
}
