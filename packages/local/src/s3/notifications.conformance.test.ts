import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetBucketNotificationConfigurationCommand,
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { logTo } from "../wire/log";
import type { S3Delivery } from "./event-outbox";
import { type LaptopS3, startLaptopS3 } from "./laptop-s3";

let aws: LaptopS3;
let failures = 0;
const deliveries: S3Delivery[] = [];
const logged: string[] = [];
beforeAll(async () => {
  logTo((line) => logged.push(line));
  aws = await startLaptopS3({
    onEvent: async (delivery) => {
      if (failures > 0) {
        failures--;
        throw new Error("the queue is not there");
      }
      deliveries.push(delivery);
    },
  });
});
afterAll(() => aws.stop());
beforeEach(() => {
  deliveries.length = 0;
  failures = 0;
});

const QUEUE = "arn:aws:sqs:eu-central-1:000000000000:files";

async function bucketWith(
  NotificationConfiguration: NotificationConfiguration,
  SkipDestinationValidation = true,
): Promise<string> {
  const Bucket = await aws.bucket();
  await aws.client.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration,
      SkipDestinationValidation,
    }),
  );
  return Bucket;
}

const put = (Bucket: string, Key: string, Body = "hello") =>
  aws.client.send(new PutObjectCommand({ Bucket, Key, Body }));

interface EventRecord {
  readonly eventName: string;
  readonly s3: { readonly configurationId: string; readonly object: Record<string, unknown> };
}

async function records(): Promise<(EventRecord & { arn: string })[]> {
  await aws.s3.settled();
  return deliveries.flatMap((delivery) => {
    if (delivery.to === "eventbridge") return [];
    const message: { Records?: EventRecord[] } = delivery.message;
    return (message.Records ?? []).map((record) => ({ ...record, arn: delivery.arn }));
  });
}

it("tells a queue of a new object in S3's record", async () => {
  const Bucket = await bucketWith({
    QueueConfigurations: [{ Id: "mine", QueueArn: QUEUE, Events: ["s3:ObjectCreated:*"] }],
  });
  await put(Bucket, "a/b c+é.txt");
  expect(await records()).toMatchObject([
    {
      arn: QUEUE,
      eventVersion: "2.1",
      eventSource: "aws:s3",
      awsRegion: "eu-central-1",
      eventName: "ObjectCreated:Put",
      s3: {
        s3SchemaVersion: "1.0",
        configurationId: "mine",
        bucket: { name: Bucket, arn: `arn:aws:s3:::${Bucket}` },
        object: {
          key: "a/b+c%2B%C3%A9.txt",
          size: 5,
          eTag: "5d41402abc4b2a76b9719d911017c592",
          sequencer: expect.stringMatching(/^[\dA-F]{18}$/),
        },
      },
    },
  ]);
});

it("names copies, multipart uploads, deletions, markers and tags, each later than the one before", async () => {
  const Bucket = await bucketWith({
    QueueConfigurations: [
      {
        QueueArn: QUEUE,
        Events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:ObjectTagging:*"],
      },
    ],
  });
  await put(Bucket, "a");
  await aws.client.send(new CopyObjectCommand({ Bucket, Key: "b", CopySource: `${Bucket}/a` }));
  const { UploadId } = await aws.client.send(
    new CreateMultipartUploadCommand({ Bucket, Key: "c" }),
  );
  const part = { Bucket, Key: "c", UploadId, PartNumber: 1 };
  const { ETag } = await aws.client.send(new UploadPartCommand({ ...part, Body: "x" }));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await aws.client.send(new CompleteMultipartUploadCommand({ ...part, MultipartUpload }));
  const Tagging = { TagSet: [{ Key: "a", Value: "1" }] };
  await aws.client.send(new PutObjectTaggingCommand({ Bucket, Key: "a", Tagging }));
  await aws.client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
  await aws.client.send(
    new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }),
  );
  await aws.client.send(new DeleteObjectCommand({ Bucket, Key: "b" }));
  const found = await records();
  expect(found.map(({ eventName }) => eventName)).toEqual([
    "ObjectCreated:Put",
    "ObjectCreated:Copy",
    "ObjectCreated:CompleteMultipartUpload",
    "ObjectTagging:Put",
    "ObjectRemoved:Delete",
    "ObjectRemoved:DeleteMarkerCreated",
  ]);
  const sequencers = found.map(({ s3 }) => String(s3.object.sequencer));
  expect([...new Set(sequencers)].sort()).toEqual(sequencers);
  expect(found.at(-1)?.s3.object.versionId).toMatch(/^[\w-]{32}$/);
});

it("sends only the events, prefixes and suffixes that a configuration names", async () => {
  const filter = (...rules: ["prefix" | "suffix", string][]) => ({
    Key: { FilterRules: rules.map(([Name, Value]) => ({ Name, Value })) },
  });
  const Bucket = await bucketWith({
    QueueConfigurations: [
      {
        QueueArn: QUEUE,
        Events: ["s3:ObjectCreated:Put"],
        Filter: filter(["prefix", "images/"], ["suffix", ".png"]),
      },
    ],
    LambdaFunctionConfigurations: [
      { LambdaFunctionArn: "arn:aws:lambda:::f", Events: ["s3:ObjectRemoved:*"] },
    ],
  });
  await put(Bucket, "images/a.png");
  await put(Bucket, "images/a.jpg");
  await put(Bucket, "a.png");
  await aws.client.send(new DeleteObjectCommand({ Bucket, Key: "a.png" }));
  expect((await records()).map(({ arn, s3 }) => [arn, s3.object.key])).toEqual([
    [QUEUE, "images/a.png"],
    ["arn:aws:lambda:::f", "a.png"],
  ]);
});

it("sends every event to EventBridge when that is switched on", async () => {
  const Bucket = await bucketWith({ EventBridgeConfiguration: {} });
  await put(Bucket, "a b");
  await aws.client.send(new DeleteObjectCommand({ Bucket, Key: "a b" }));
  await aws.s3.settled();
  expect(deliveries).toMatchObject([
    {
      to: "eventbridge",
      event: {
        source: "aws.s3",
        "detail-type": "Object Created",
        resources: [`arn:aws:s3:::${Bucket}`],
        detail: { bucket: { name: Bucket }, object: { key: "a b", size: 5 }, reason: "PutObject" },
      },
    },
    {
      to: "eventbridge",
      event: {
        "detail-type": "Object Deleted",
        detail: { "deletion-type": "Permanently Deleted", reason: "DeleteObject" },
      },
    },
  ]);
});

it("sends a test event to a new queue, unless validation is skipped", async () => {
  const QueueConfigurations = [{ QueueArn: QUEUE, Events: ["s3:ObjectCreated:*" as const] }];
  const Bucket = await bucketWith({ QueueConfigurations }, false);
  await bucketWith({ QueueConfigurations });
  await aws.s3.settled();
  expect(deliveries).toMatchObject([
    { to: "queue", arn: QUEUE, message: { Event: "s3:TestEvent", Bucket } },
  ]);
});

it("returns the configuration, with an ID where there was none", async () => {
  const Bucket = await bucketWith({
    QueueConfigurations: [{ QueueArn: QUEUE, Events: ["s3:ObjectCreated:*"] }],
    TopicConfigurations: [{ Id: "t", TopicArn: "arn:aws:sns:::t", Events: ["s3:ObjectRemoved:*"] }],
    EventBridgeConfiguration: {},
  });
  const get = new GetBucketNotificationConfigurationCommand({ Bucket });
  expect(await aws.client.send(get)).toMatchObject({
    QueueConfigurations: [{ Id: expect.stringMatching(/./), QueueArn: QUEUE }],
    TopicConfigurations: [{ Id: "t", Events: ["s3:ObjectRemoved:*"] }],
    EventBridgeConfiguration: {},
  });
  const wrong = bucketWith({
    QueueConfigurations: [{ QueueArn: "no-arn", Events: ["s3:ObjectCreated:*"] }],
  });
  await expect(wrong).rejects.toMatchObject({ name: "InvalidArgument" });
});

it("delivers what could not be delivered after a restart", async () => {
  const Bucket = await bucketWith({
    QueueConfigurations: [{ QueueArn: QUEUE, Events: ["s3:ObjectCreated:*"] }],
  });
  failures = Number.POSITIVE_INFINITY;
  await put(Bucket, "late");
  expect(await records()).toEqual([]);
  expect(logged.join()).toContain("could not deliver");
  await aws.restart(() => {
    failures = 0;
  });
  await expect.poll(async () => (await records()).map(({ s3 }) => s3.object.key)).toEqual(["late"]);
});
