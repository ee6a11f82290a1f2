import assert from "node:assert/strict";
import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import {
  type _Record,
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type ShardIteratorType,
} from "@aws-sdk/client-dynamodb-streams";
import { conformanceCase, type Database, databaseFor, N, refused } from "./case";

async function shardsOf(db: Database) {
  const { Streams } = await db.streams.send(new ListStreamsCommand({ TableName: db.table }));
  const StreamArn = Streams?.[0]?.StreamArn;
  const { StreamDescription } = await db.streams.send(new DescribeStreamCommand({ StreamArn }));
  return (StreamDescription?.Shards ?? []).map(({ ShardId }) => ({ StreamArn, ShardId }));
}

async function iterator(db: Database, type: ShardIteratorType, SequenceNumber?: string) {
  const [shard] = await shardsOf(db);
  assert.ok(shard);
  const command = new GetShardIteratorCommand({
    ...shard,
    ShardIteratorType: type,
    SequenceNumber,
  });
  return (await db.streams.send(command)).ShardIterator;
}

/** The records of this case's partition from an iterator on, until nothing more comes. */
async function recordsFrom(
  db: Database,
  from: string | undefined,
  Limit?: number,
): Promise<_Record[]> {
  const found: _Record[] = [];
  let next = from;
  for (;;) {
    const page = await db.streams.send(new GetRecordsCommand({ ShardIterator: next, Limit }));
    if (!page.Records?.length) return found;
    found.push(...page.Records.filter(({ dynamodb }) => dynamodb?.Keys?.pk?.S === db.pk));
    next = page.NextShardIterator;
  }
}

const records = async (db: Database, Limit?: number) =>
  recordsFrom(db, await iterator(db, "TRIM_HORIZON"), Limit);

const remove = (db: Database, sk: string) =>
  db.client.send(new DeleteItemCommand({ TableName: db.table, Key: db.key(sk) }));

const streamCase = (id: string, says: string, run: (db: Database) => Promise<void>) =>
  conformanceCase(id, says, (db) => run(databaseFor({ ...db, table: db.changes }, db.pk)));

const nameOf = ({ dynamodb }: _Record) => dynamodb?.Keys?.sk?.S;

export const streamCases = [
  streamCase("stream-records", "insert, modify and remove have their images", async (db) => {
    await db.put("x", { v: N(1) });
    await db.put("x", { v: N(2) });
    await remove(db, "x");
    const found = await records(db);
    assert.deepEqual(
      found.map(({ eventName, dynamodb }) => [
        eventName,
        dynamodb?.OldImage?.v?.N,
        dynamodb?.NewImage?.v?.N,
      ]),
      [
        ["INSERT", undefined, "1"],
        ["MODIFY", "1", "2"],
        ["REMOVE", "2", undefined],
      ],
    );
    assert.deepEqual(found[0]?.dynamodb?.Keys, db.key("x"));
    assert.equal(found[0]?.dynamodb?.StreamViewType, "NEW_AND_OLD_IMAGES");
    assert.equal(found[0]?.eventSource, "aws:dynamodb");
    const age = Date.now() - (found[0]?.dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0);
    assert.ok(Math.abs(age) < 60_000, `${age} ms old`);
  }),
  streamCase(
    "stream-order",
    "sequence numbers rise with the order of an item's changes",
    async (db) => {
      for (let i = 0; i < 8; i++) await db.put("x", { v: N(i) });
      const found = await records(db);
      assert.deepEqual(
        found.map(({ dynamodb }) => dynamodb?.NewImage?.v?.N),
        [..."01234567"],
      );
      const numbers = found.map(({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? 0));
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => (a < b ? -1 : 1)),
      );
      assert.equal(new Set(numbers).size, 8);
    },
  ),
  streamCase("stream-no-change", "a write that changes nothing makes no record", async (db) => {
    await db.put("x", { v: N(1) });
    await db.put("x", { v: N(1) });
    await db.update("x", "SET v = :v", { ExpressionAttributeValues: { ":v": N(1) } });
    await remove(db, "absent");
    assert.equal((await records(db)).length, 1);
  }),
  streamCase("stream-batches", "batches and transactions make a record an item", async (db) => {
    const put = (name: string) => ({ Item: db.key(name) });
    await db.client.send(
      new BatchWriteItemCommand({
        RequestItems: { [db.table]: ["a", "b"].map((name) => ({ PutRequest: put(name) })) },
      }),
    );
    await db.client.send(
      new TransactWriteItemsCommand({
        TransactItems: ["c", "d"].map((name) => ({ Put: { TableName: db.table, ...put(name) } })),
      }),
    );
    assert.deepEqual((await records(db)).map(nameOf).sort(), ["a", "b", "c", "d"]);
  }),
  streamCase(
    "stream-failed",
    "a refused write and a cancelled transaction make none",
    async (db) => {
      await db.put("x");
      const condition = { ConditionExpression: "attribute_not_exists(pk)" };
      await refused(db.put("x", {}, condition), "ConditionalCheckFailedException");
      const writes = [
        { Put: { TableName: db.table, Item: db.key("ghost") } },
        { Put: { TableName: db.table, Item: db.key("x"), ...condition } },
      ];
      await refused(
        db.client.send(new TransactWriteItemsCommand({ TransactItems: writes })),
        "TransactionCanceledException",
      );
      assert.deepEqual((await records(db)).map(nameOf), ["x"]);
    },
  ),
  streamCase(
    "stream-limit",
    "a page has as many records as were asked for, and goes on",
    async (db) => {
      for (const name of "abcde") await db.put(name);
      const page = await db.streams.send(
        new GetRecordsCommand({ ShardIterator: await iterator(db, "TRIM_HORIZON"), Limit: 2 }),
      );
      assert.equal(page.Records?.length, 2);
      assert.deepEqual((await records(db, 500)).map(nameOf), [..."abcde"]);
    },
  ),
  streamCase(
    "stream-at-after",
    "AT_SEQUENCE_NUMBER includes the record, AFTER_SEQUENCE_NUMBER does not",
    async (db) => {
      for (const name of "abc") await db.put(name);
      const place = (await records(db))[1]?.dynamodb?.SequenceNumber;
      const at = await recordsFrom(db, await iterator(db, "AT_SEQUENCE_NUMBER", place));
      const after = await recordsFrom(db, await iterator(db, "AFTER_SEQUENCE_NUMBER", place));
      assert.deepEqual([at.map(nameOf), after.map(nameOf)], [["b", "c"], ["c"]]);
    },
  ),
  streamCase("stream-latest", "LATEST begins with what is written from then on", async (db) => {
    await db.put("before");
    const latest = await iterator(db, "LATEST");
    await db.put("after");
    assert.deepEqual((await recordsFrom(db, latest)).map(nameOf), ["after"]);
  }),
  streamCase(
    "stream-unknown",
    "a stream that is not there is a ResourceNotFoundException",
    async (db) => {
      const StreamArn =
        "arn:aws:dynamodb:eu-central-1:000000000000:table/no-such-table/stream/2026-01-01T00:00:00.000";
      await refused(
        db.streams.send(new DescribeStreamCommand({ StreamArn })),
        "ResourceNotFoundException",
      );
    },
  ),
];
