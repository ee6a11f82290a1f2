import { rmSync, writeFileSync } from "node:fs";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { publicArn } from "@faibric/local/lambda/stream-record";
import { eventually } from "@faibric/local/testing/eventually";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { startLaptopCloud } from "./testing/laptop-cloud";

const { cloud, run, read, healed, close } = await startLaptopCloud();
// Imported once the cloud has said where the table is.
const { effect, happen } = await import("@faibric/core/testing/trial");
const { newTenant } = await import("@faibric/core/testing/actors");

const QUEUE = "trial-on-thing-happened";
const DEAD_LETTERS = `${QUEUE}-dead-letters`;
const CONSUMER = "trial.onThingHappened";
const depth = () => cloud.sqs.depths().find(({ queue }) => queue === DEAD_LETTERS);

afterEach(() => rmSync(healed, { force: true }));
afterAll(close);

async function die(names: readonly string[]) {
  const tenantId = newTenant();
  for (const name of names) await happen(tenantId, name, "throw");
  await eventually(
    () => depth()?.visible,
    (count) => count === names.length,
    40_000,
  );
  return tenantId;
}

interface Letter {
  readonly messageId: string;
  readonly eventId: string;
  readonly correlationId: string;
  readonly body: { readonly detail: { readonly properties: { readonly name: string } } };
}

it("shows dead letters with their reasons, and sends back one, then all, with effect once", async () => {
  const tenantId = await die(["a", "b", "c"]);

  const [first, ...others] = await read<object[]>(["dlq", "list"]);
  expect(first).toEqual({
    queue: DEAD_LETTERS,
    source: QUEUE,
    consumer: CONSUMER,
    messages: 3,
    inFlight: 0,
    oldest: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  expect(others).toContainEqual(
    expect.objectContaining({ queue: "platform-outbox-relay-dead-letters", messages: 0 }),
  );

  // By its own name, its queue's, or the consumer's.
  const [letters, limited, again] = await Promise.all([
    read<Letter[]>(["dlq", "show", DEAD_LETTERS]),
    eventually(
      () => read<Letter[]>(["dlq", "show", QUEUE, "--limit", "1"]),
      (found) => found.length === 1,
    ),
    eventually(
      () => read<Letter[]>(["dlq", "show", CONSUMER]),
      (found) => found.length === 3,
    ),
  ]);
  expect(limited).toHaveLength(1);
  expect(again).toHaveLength(3);
  expect(depth()).toMatchObject({ visible: 3, inFlight: 0 });
  for (const letter of letters) {
    expect(letter).toMatchObject({
      event: "trial.thing.happened",
      tenantId,
      correlationId: letter.eventId,
      reason: expect.stringMatching(/^Error: \w is broken/),
      attempts: 5,
    });
  }

  writeFileSync(healed, "");
  const b = again.find(({ body }) => body.detail.properties.name === "b");
  const messageId = b?.messageId ?? "";
  const text = await run(["dlq", "show", DEAD_LETTERS, "--message", messageId]);
  expect(text.stdout).toMatch(/^message +[\w-]+\nevent +trial[\s\S]*\nreason +Error: b is broken/);
  const one = await run(["dlq", "redrive", DEAD_LETTERS, "--message", messageId]);
  expect(one).toEqual({ code: 0, stdout: `Moved 1 message to ${QUEUE}.\n`, stderr: "" });
  await eventually(
    () => effect(tenantId, "b"),
    (count) => count === 1,
  );
  expect(depth()).toMatchObject({ visible: 2, inFlight: 0 });

  expect(await read(["dlq", "redrive", CONSUMER, "--all"])).toEqual({
    queue: DEAD_LETTERS,
    to: QUEUE,
    moved: 2,
  });
  for (const name of ["a", "b", "c"]) {
    await eventually(
      () => effect(tenantId, name),
      (count) => count === 1,
    );
  }
  expect(depth()).toMatchObject({ visible: 0, inFlight: 0 });
  const empty = await run(["dlq", "show", DEAD_LETTERS]);
  expect(empty).toEqual({ code: 0, stdout: "", stderr: `${DEAD_LETTERS} is empty.\n` });
}, 90_000);

it("sends no escape sequence of a tenant's to the terminal", async () => {
  const tenantId = newTenant();
  await happen(tenantId, "\u001b[2Jname\u0007", "throw");
  await eventually(depth, (now) => now?.visible === 1, 40_000);
  const { stdout } = await run(["dlq", "show", DEAD_LETTERS]);
  expect(stdout).toMatch(/name +is broken/);
  expect([...stdout].filter((letter) => letter < " " && letter !== "\n")).toEqual([]);
  cloud.sqs.redrive(DEAD_LETTERS);
  writeFileSync(healed, "");
  await eventually(depth, (now) => now?.visible === 0);
}, 60_000);

it("sends a message of a FIFO queue back in its group", async () => {
  const fifo = { FifoQueue: "true" };
  cloud.sqs.ensureQueue("work-dead-letters.fifo", fifo);
  cloud.sqs.ensureQueue("work.fifo", fifo);
  const options = { groupId: "g", deduplicationId: "once" };
  // Seen by the source within five minutes: under the same ID it would be dropped there.
  cloud.sqs.send("work.fifo", "{}", options);
  const { messageId } = cloud.sqs.send("work-dead-letters.fifo", '{"n":1}', options);
  const listed = await read<{ queue: string }[]>(["dlq", "list"]);
  expect(listed.map(({ queue }) => queue)).toContain("work-dead-letters.fifo");
  await read(["dlq", "redrive", "work.fifo", "--message", messageId]);
  expect(cloud.sqs.peek("work.fifo", 10)).toMatchObject([
    { body: "{}" },
    { body: '{"n":1}', groupId: "g" },
  ]);
  expect(cloud.sqs.peek("work-dead-letters.fifo", 10)).toEqual([]);
});

it("says which message or queue is not there", async () => {
  const [queue, message] = await Promise.all([
    run(["dlq", "show", "nothing"]),
    run(["dlq", "redrive", "tenant.onTenantCreated", "--message", "x"]),
  ]);
  expect([queue, message].map(({ code, stdout }) => [code, stdout])).toEqual(
    Array(2).fill([1, ""]),
  );
  expect(queue.stderr).toContain("There is no dead-letter queue nothing.");
  expect(message.stderr).toContain(
    "There is no message x in tenant-on-tenant-created-dead-letters",
  );
});

describe("what the outbox relay gave up on", () => {
  const RELAY = "platform-outbox-relay";
  const LETTERS = `${RELAY}-dead-letters`;
  const names = ["first", "second", "third"];
  const published = (eventId: string) =>
    cloud.eventBridge
      .history({ from: "2000-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z", limit: 10_000 })
      .events.filter(({ envelope }) => (envelope.detail as { id?: string }).id === eventId);

  /** A dead letter as Lambda writes it, of the stream between two places. */
  const giveUp = (startSequenceNumber: string, endSequenceNumber = startSequenceNumber) =>
    cloud.sqs.send(
      LETTERS,
      JSON.stringify({
        requestContext: { condition: "RecordAgeExceeded" },
        DDBStreamBatchInfo: { ...place, startSequenceNumber, endSequenceNumber },
      }),
    );
  const place = { shardId: "", streamArn: "" };

  async function announce() {
    const tenantId = newTenant();
    const ids: string[] = [];
    for (const name of names) ids.push(await happen(tenantId, name));
    for (const name of names) {
      await eventually(
        () => effect(tenantId, name),
        (count) => count === 1,
      );
    }
    const sequence = await sequenceNumbers();
    return ids.map((id, index) => ({
      id,
      tenantId,
      name: names[index] ?? "",
      sequence: sequence.get(id) ?? "",
    }));
  }

  /** Where each event stands in the table's stream. */
  async function sequenceNumbers(): Promise<ReadonlyMap<string, string>> {
    const client = new DynamoDBStreamsClient({});
    const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: "faibric" }));
    const StreamArn = Streams[0]?.StreamArn ?? "";
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
    const ShardId = StreamDescription?.Shards?.at(-1)?.ShardId ?? "";
    Object.assign(place, { shardId: ShardId, streamArn: publicArn(StreamArn) });
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
    );
    const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator }));
    return new Map(
      Records.map(({ dynamodb }) => [
        dynamodb?.NewImage?.eventId?.S ?? "",
        dynamodb?.SequenceNumber ?? "",
      ]),
    );
  }

  it("is sent again, that and nothing beside it, with effect once", async () => {
    const [first, second, third] = await announce();
    if (!first || !second || !third) throw new Error("not all was announced");
    giveUp(first.sequence, second.sequence);
    const again = { queue: LETTERS, to: RELAY, moved: 1 };
    expect(await read(["dlq", "redrive", LETTERS, "--all"])).toEqual(again);
    expect([first, second, third].map(({ id }) => published(id).length)).toEqual([2, 2, 1]);
    expect(cloud.sqs.peek(LETTERS, 10)).toEqual([]);
    expect(await effect(first.tenantId, first.name)).toBe(1);
  }, 60_000);

  it("stays where it is while it cannot be sent, or is no more in the stream", async () => {
    const [, second] = await announce();
    if (!second) throw new Error("not all was announced");
    const { messageId } = giveUp(second.sequence);
    cloud.eventBridge.refuse(() => true);
    const refused = await run(["dlq", "redrive", LETTERS, "--message", messageId, "--yes"]);
    cloud.eventBridge.refuse(undefined);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toContain("They stay where they are.");
    await eventually(
      () => cloud.sqs.peek(LETTERS, 10).length,
      (count) => count === 1,
    );
    place.streamArn = place.streamArn.replace(/[^/]+$/, "2000-01-01T00:00:00.000");
    const gone = giveUp(second.sequence);
    const late = await run(["dlq", "redrive", LETTERS, "--message", gone.messageId, "--yes"]);
    expect(late.stderr).toContain("keeps its records for 24 hours");
  }, 60_000);
});
