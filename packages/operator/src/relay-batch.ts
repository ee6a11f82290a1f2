import {
  type _Record,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  ResourceNotFoundException,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import * as z from "zod";
import { OperatorError } from "./failure";
import type { Stage } from "./stage";

/** What Lambda says of a part of the table's stream that the outbox relay gave up on. */
const GivenUp = z.object({
  DDBStreamBatchInfo: z.object({
    shardId: z.string(),
    startSequenceNumber: z.string(),
    endSequenceNumber: z.string(),
    streamArn: z.string(),
  }),
});
type Part = z.infer<typeof GivenUp>["DDBStreamBatchInfo"];

const OUTBOXES: readonly string[] = ["outbox", "audit-outbox"];

/**
 * Reads a part of the table's stream that the relay gave up on, and hands it to the relay again. What had
 * gone out after all goes out twice, and is told apart by its ID.
 * @returns how many entries of the outboxes went out
 */
export async function relayAgain(stage: Stage, relay: string, letter: string): Promise<number> {
  const part = partIn(letter);
  const outgoing = (await recordsOf(stage, part)).filter(isOutgoing);
  const AT_ONCE = 100; // as many as the stream hands it
  for (let from = 0; from < outgoing.length; from += AT_ONCE) {
    await invoke(relay, outgoing.slice(from, from + AT_ONCE));
  }
  return outgoing.length;
}

function partIn(letter: string): Part {
  try {
    return GivenUp.parse(JSON.parse(letter)).DDBStreamBatchInfo;
  } catch (cause) {
    throw new OperatorError("This dead letter names no part of the table's stream.", { cause });
  }
}

async function recordsOf(stage: Stage, part: Part): Promise<_Record[]> {
  const client = new DynamoDBStreamsClient({});
  const found: _Record[] = [];
  try {
    const { ShardIterator: first } = await client.send(
      new GetShardIteratorCommand({
        StreamArn: await streamOf(client, stage, part),
        ShardId: part.shardId,
        ShardIteratorType: "AT_SEQUENCE_NUMBER",
        SequenceNumber: part.startSequenceNumber,
      }),
    );
    for (let ShardIterator = first; ShardIterator; ) {
      const page = await client.send(new GetRecordsCommand({ ShardIterator }));
      const { Records = [] } = page;
      const within = Records.filter((record) => placeOf(record) <= BigInt(part.endSequenceNumber));
      found.push(...within);
      // An open shard goes on for ever: what is looked for is no more behind its end.
      if (within.length < Records.length || !Records.length) break;
      ShardIterator = page.NextShardIterator;
    }
  } catch (cause) {
    if (!isGone(cause)) throw cause;
    throw goneError(cause);
  }
  if (!found.length) throw goneError();
  return found;
}

/** By its label: the laptop's engine has a region of its own in the ARN. */
async function streamOf(client: DynamoDBStreamsClient, { tableName }: Stage, part: Part) {
  const label = part.streamArn.split("/").at(-1);
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: tableName }));
  const stream = Streams.find(({ StreamLabel }) => StreamLabel === label);
  if (!stream?.StreamArn) throw goneError();
  return stream.StreamArn;
}

const placeOf = ({ dynamodb }: _Record) => BigInt(dynamodb?.SequenceNumber ?? 0);

const isOutgoing = ({ eventName, dynamodb }: _Record) =>
  eventName === "INSERT" && OUTBOXES.includes(dynamodb?.NewImage?.__edb_e__?.S ?? "");

const isGone = (error: unknown) =>
  error instanceof TrimmedDataAccessException || error instanceof ResourceNotFoundException;

const goneError = (cause?: unknown) =>
  new OperatorError(
    "The table's stream keeps its records for 24 hours, and this part of it is gone. What was announced is " +
      "in the table's outbox for 7 days: restore it from there, or from a backup.",
    { cause },
  );

/** As the stream does: an answer that names a failure is one. */
async function invoke(relay: string, records: readonly _Record[]): Promise<void> {
  const Records = records.map(({ eventName, dynamodb }) => ({ eventName, dynamodb }));
  const { FunctionError, Payload } = await new LambdaClient({}).send(
    new InvokeCommand({ FunctionName: relay, Payload: JSON.stringify({ Records }) }),
  );
  const answer = Answer.safeParse(JSON.parse(Payload?.transformToString() || "null"));
  if (!FunctionError && answer.success && !answer.data.batchItemFailures.length) return;
  throw new OperatorError(
    `${relay} could not send them this time either: see its log. They stay where they are.`,
  );
}

const Answer = z.object({ batchItemFailures: z.array(z.unknown()) });
