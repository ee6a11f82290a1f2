import type { _Record, DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBStreamEvent } from "aws-lambda";
import type { ExpiryNotes } from "../dynamodb/expiry-notes";
import type { Store } from "../wire/store";
import type { BatchRules, GivenUpBatch } from "./stream-batch";
import type { StreamCheckpoints } from "./stream-checkpoint";

export interface PollStream extends Partial<BatchRules> {
  client: DynamoDBStreamsClient;
  stream: { tableName: string } | { streamArn: string };
  /** Keeps how far the stream was read; the same one as the sweeper's, to know expired items. */
  store: Store;
  /** Names this mapping in the store and in the log, such as the function's name. */
  name: string;
  /** Lambda filter patterns: a record that none of them matches is passed over. All match when empty. */
  filters?: readonly unknown[];
  matches?: (pattern: unknown, record: _Record) => boolean;
  /** Records an invocation, 100 by default. */
  batchSize?: number;
  /** Where a mapping begins that has read nothing yet; `TRIM_HORIZON` by default. */
  startingPosition?: "TRIM_HORIZON" | "LATEST";
  /** Concurrent batches per shard; the changes of one item stay in order. 1 by default. */
  parallelizationFactor?: number;
  /** Told of records given up. They count as dealt with once this resolves. */
  onFailure?: (batch: GivenUpBatch) => void | Promise<void>;
  /** `onWrite` of the engine that `startDynamoDb` gave, so that idle streams need no polling. */
  onWrite?: ((listener: () => void) => () => void) | undefined;
  invoke(event: DynamoDBStreamEvent): Promise<unknown>;
  signal: AbortSignal;
}

/** A mapping whose stream is known and whose choices are made. */
export interface StreamMapping extends BatchRules {
  readonly client: DynamoDBStreamsClient;
  readonly streamArn: string;
  /** When the stream began, in milliseconds. Older records are those of a deleted table of this name. */
  readonly streamBegan: number;
  readonly name: string;
  readonly checkpoints: StreamCheckpoints;
  readonly expiries: ExpiryNotes;
  /** Asked of the record as the SDK read it: most are passed over, and need no other form. */
  readonly accepts: (record: _Record) => boolean;
  readonly batchSize: number;
  readonly startingPosition: "TRIM_HORIZON" | "LATEST";
  readonly parallelizationFactor: number;
  readonly onFailure: (batch: GivenUpBatch) => void | Promise<void>;
  readonly onWrite: ((listener: () => void) => () => void) | undefined;
  readonly invoke: (event: DynamoDBStreamEvent) => Promise<unknown>;
  readonly signal: AbortSignal;
}
