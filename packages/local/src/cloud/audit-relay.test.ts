import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord, SQSEvent } from "aws-lambda";
import { afterAll, beforeEach, expect, it } from "vitest";
import { createSqs } from "../sqs/sqs";
import { ACCOUNT } from "../wire/arn";
import { serveAws } from "../wire/endpoint";
import { openStore } from "../wire/store";

const QUEUE = "audit-write-audit.fifo";
const RESEND = "audit-resend-audit";
let url = "";
const chaos = { enabled: false, delayMs: 0 } as Parameters<typeof createSqs>[0]["chaos"];
const sqs = createSqs({ store: openStore(":memory:"), chaos, endpointUrl: () => url });
const endpoint = await serveAws([sqs]);
url = endpoint.url;
process.env.AWS_ENDPOINT_URL_SQS = url;
// Imported once it is said where the queues are.
const { handler: relay } = await import("@faibric/functions/platform/outbox-relay");
const { handler: resend } = await import("@faibric/functions/audit/resend-audit");
const { createId } = await import("@faibric/core/platform/id");
const { logged } = await import("@faibric/core/testing/logged");

sqs.ensureQueue(QUEUE, { FifoQueue: "true" });
sqs.ensureQueue(RESEND);
afterAll(() => endpoint.close());
beforeEach(() => {
  process.env.QUEUE_URL_WRITE_AUDIT = `${url}/${ACCOUNT}/${QUEUE}`;
  process.env.QUEUE_URL_RESEND_AUDIT = `${url}/${ACCOUNT}/${RESEND}`;
});

let number = 0;
const told = (tenantId: string, recordId: string = createId("aud")) => ({ tenantId, recordId });
type Told = ReturnType<typeof told>;
const ours = () => told(createId("tnt"));

/** Relays the records: how the stream goes on, and what lies in the queues of what is new there. */
async function brought(...records: readonly Told[]) {
  const Records = records.map((one): DynamoDBRecord => {
    const NewImage = marshall({ pk: "x", record: {}, ...one }) as NonNullable<
      NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"]
    >;
    return { eventName: "INSERT", dynamodb: { SequenceNumber: String(number++), NewImage } };
  });
  const { result } = await logged(() => relay({ Records }));
  const failures = result.batchItemFailures.length;
  return { failures, queued: found(QUEUE, records), waiting: found(RESEND, records) };
}
const found = (queue: string, records: readonly Told[]) => {
  const bodies = sqs.peek(queue, 1_000).map(({ body }) => body);
  return records.filter((one) => bodies.includes(JSON.stringify(one)));
};

it("lets what the log's queue refuses wait apart, and nothing behind it with it", async () => {
  const bad = told("no group is called so, ☕");
  const batch = [...Array.from({ length: 4 }, ours), bad, ...Array.from({ length: 14 }, ours)];
  const good = batch.filter((one) => one !== bad);
  expect(await brought(...batch)).toEqual({ failures: 0, queued: good, waiting: [bad] });
});

it("lets all wait apart where the log's queue is out of reach, and sends it again", async () => {
  process.env.QUEUE_URL_WRITE_AUDIT = `${url}/${ACCOUNT}/gone.fifo`;
  const batch = Array.from({ length: 12 }, ours);
  expect(await brought(...batch)).toEqual({ failures: 0, queued: [], waiting: batch });

  const records = batch.map((one) => ({ messageId: one.recordId, body: JSON.stringify(one) }));
  const event = { Records: records } as SQSEvent;
  const early = await logged(() => resend(event));
  expect(early.result.batchItemFailures).toHaveLength(12);
  process.env.QUEUE_URL_WRITE_AUDIT = `${url}/${ACCOUNT}/${QUEUE}`;
  expect((await logged(() => resend(event))).result).toEqual({ batchItemFailures: [] });
  expect(found(QUEUE, batch)).toEqual(batch);
});

it("keeps what is no record from the log for good: it ends among the dead letters", async () => {
  const body = JSON.stringify(told("no group is called so, ☕"));
  const event = { Records: [{ messageId: "m-1", body }] } as SQSEvent;
  const { result } = await logged(() => resend(event));
  expect(result.batchItemFailures).toEqual([{ itemIdentifier: "m-1" }]);
});

it("has the stream wait only where no queue can be reached: nothing is lost", async () => {
  process.env.QUEUE_URL_WRITE_AUDIT = `${url}/${ACCOUNT}/gone.fifo`;
  process.env.QUEUE_URL_RESEND_AUDIT = `${url}/${ACCOUNT}/gone`;
  expect(await brought(ours(), ours())).toEqual({ failures: 1, queued: [], waiting: [] });
});
