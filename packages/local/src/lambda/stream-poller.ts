import { setTimeout as sleep } from "node:timers/promises";
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ListStreamsCommand,
  type Shard,
} from "@aws-sdk/client-dynamodb-streams";
import { expiryNotes } from "../dynamodb/expiry-notes";
import { log } from "../wire/log";
import { streamCheckpoints } from "./stream-checkpoint";
import type { PollStream, StreamMapping } from "./stream-mapping";
import { readShard } from "./stream-shard";

const DISCOVERY_MS = 5_000;
const RETRY_MS = 200;

/**
 * Lambda's event source mapping for DynamoDB Streams: batches in order per shard, each delivered at
 * least once, also over a kill -9, because a batch counts as read only after it succeeded. Resolves
 * when `signal` fired and the running invocation ended; what fails otherwise is logged and tried again.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export async function pollStream(options: PollStream): Promise<void> {
  const { signal, name } = options;
  const reading = new Map<string, Promise<void>>();
  while (!signal.aborted) {
    let pause = DISCOVERY_MS;
    try {
      await readOpenShards(options, reading);
    } catch (error) {
      pause = RETRY_MS;
      if (!signal.aborted) log.error("a stream cannot be read", error, { mapping: name });
    }
    const pausing = new AbortController();
    await Promise.race([
      // Rejects when the signal fires, which the loop's condition reads.
      sleep(pause, undefined, { signal: AbortSignal.any([signal, pausing.signal]) }).catch(
        () => undefined,
      ),
      ...reading.values(), // a shard that ended has children to read
    ]);
    pausing.abort();
  }
  await Promise.all(reading.values());
}

/** Begins to read the shards that nobody reads yet: a child only after its parent was read to the end. */
async function readOpenShards(options: PollStream, reading: Map<string, Promise<void>>) {
  const { mapping, shards } = await findStream(options);
  const ids = new Set(shards.map(({ ShardId }) => ShardId));
  for (const { ShardId: shardId, ParentShardId: parent } of shards) {
    if (!shardId || reading.has(shardId) || mapping.checkpoints.isFinished(shardId)) continue;
    if (parent && ids.has(parent) && !mapping.checkpoints.isFinished(parent)) continue;
    const done = readShard(mapping, shardId)
      .catch((error: unknown) => {
        if (!options.signal.aborted) log.error("a shard is read anew", error, { shardId });
        return sleep(RETRY_MS);
      })
      .then(() => {
        reading.delete(shardId);
      });
    reading.set(shardId, done);
  }
}

async function findStream(options: PollStream) {
  const { client, stream, name, store, filters = [], matches = () => true, signal } = options;
  const streamArn =
    "streamArn" in stream ? stream.streamArn : await newest(client, stream.tableName);
  const shards: Shard[] = [];
  let streamBegan = 0;
  let after: string | undefined;
  do {
    const { StreamDescription: described } = await client.send(
      new DescribeStreamCommand({ StreamArn: streamArn, ExclusiveStartShardId: after }),
    );
    shards.push(...(described?.Shards ?? []));
    streamBegan = described?.CreationRequestDateTime?.getTime() ?? 0;
    after = described?.LastEvaluatedShardId;
  } while (after);
  const mapping: StreamMapping = {
    client,
    streamArn,
    streamBegan,
    name,
    signal,
    checkpoints: streamCheckpoints(store, { name, streamArn }),
    expiries: expiryNotes(store),
    accepts: (record) => filters.length === 0 || filters.some((filter) => matches(filter, record)),
    batchSize: options.batchSize ?? 100,
    startingPosition: options.startingPosition ?? "TRIM_HORIZON",
    parallelizationFactor: options.parallelizationFactor ?? 1,
    retryAttempts: options.retryAttempts ?? -1,
    bisectOnError: options.bisectOnError ?? false,
    maximumRecordAgeSeconds: options.maximumRecordAgeSeconds ?? -1,
    reportBatchItemFailures: options.reportBatchItemFailures ?? true,
    retryDelayMs: options.retryDelayMs ?? 100,
    onFailure: options.onFailure ?? (() => undefined),
    onWrite: options.onWrite,
    invoke: (event) => options.invoke(event),
  };
  return { mapping, shards };
}

async function newest(client: DynamoDBStreamsClient, tableName: string): Promise<string> {
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: tableName }));
  const newestFirst = Streams.toSorted((a, b) =>
    (b.StreamLabel ?? "").localeCompare(a.StreamLabel ?? ""),
  );
  const arn = newestFirst[0]?.StreamArn;
  if (!arn) throw new Error(`The table ${tableName} has no stream.`);
  return arn;
}
