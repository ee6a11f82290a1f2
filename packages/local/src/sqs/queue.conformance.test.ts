import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  QueueDoesNotExist,
  SetQueueAttributesCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SqsUnderTest, startSqs } from "./testing";

let cloud: SqsUnderTest;
beforeAll(async () => {
  cloud = await startSqs();
});
afterAll(() => cloud.close());

test("a queue has a URL, an ARN and the documented defaults", async () => {
  const url = await cloud.create("defaults");
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/000000000000\/defaults$/);
  expect(await cloud.attributesOf(url)).toMatchObject({
    QueueArn: "arn:aws:sqs:eu-central-1:000000000000:defaults",
    VisibilityTimeout: "30",
    DelaySeconds: "0",
    ReceiveMessageWaitTimeSeconds: "0",
    MessageRetentionPeriod: "345600",
    MaximumMessageSize: "1048576",
    SqsManagedSseEnabled: "true",
    ApproximateNumberOfMessages: "0",
  });
});

test("GetQueueUrl finds a queue by its name", async () => {
  const url = await cloud.create("by-name");
  const found = await cloud.client.send(new GetQueueUrlCommand({ QueueName: "by-name" }));
  expect(found.QueueUrl).toBe(url);
});

test("a queue that is not there is QueueDoesNotExist, with the code of the old protocol beside", async () => {
  const error = await cloud.client
    .send(new GetQueueUrlCommand({ QueueName: "nobody" }))
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(QueueDoesNotExist);
  expect(error).toMatchObject({
    name: "QueueDoesNotExist",
    Code: "AWS.SimpleQueueService.NonExistentQueue",
    $metadata: { httpStatusCode: 400 },
  });
});

test("creating a queue again with the same attributes answers its URL", async () => {
  const url = await cloud.create("again", { DelaySeconds: "5" });
  expect(await cloud.create("again", { DelaySeconds: "5", VisibilityTimeout: "30" })).toBe(url);
  expect(await cloud.create("again")).toBe(url);
});

test("creating a queue again with another attribute value is QueueNameExists", async () => {
  await cloud.create("taken", { DelaySeconds: "5" });
  await expect(cloud.create("taken", { DelaySeconds: "6" })).rejects.toMatchObject({
    name: "QueueNameExists",
    Code: "QueueAlreadyExists",
  });
});

test.each(["with space", "a".repeat(81), "dotted.name", "fifo-without-attribute.fifo"])(
  "the queue name %s is refused",
  async (QueueName) => {
    const create = cloud.client.send(new CreateQueueCommand({ QueueName }));
    await expect(create).rejects.toMatchObject({ name: "InvalidParameterValue" });
  },
);

test("a FIFO queue needs a name that ends with .fifo", async () => {
  await expect(cloud.create("plain", { FifoQueue: "true" })).rejects.toMatchObject({
    name: "InvalidParameterValue",
  });
});

test("an attribute that does not exist is InvalidAttributeName", async () => {
  await expect(cloud.create("odd", { Colour: "red" })).rejects.toMatchObject({
    name: "InvalidAttributeName",
  });
  const QueueUrl = await cloud.create("asked");
  const AttributeNames = ["Colour" as "All"];
  await expect(
    cloud.client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames })),
  ).rejects.toMatchObject({ name: "InvalidAttributeName" });
});

test.each([
  ["VisibilityTimeout", "43201"],
  ["DelaySeconds", "901"],
  ["MessageRetentionPeriod", "59"],
  ["MaximumMessageSize", "1048577"],
  ["ReceiveMessageWaitTimeSeconds", "21"],
  ["VisibilityTimeout", "soon"],
])("%s of %s is InvalidAttributeValue", async (name, value) => {
  await expect(cloud.create("limits", { [name]: value })).rejects.toMatchObject({
    name: "InvalidAttributeValue",
  });
});

test("attributes can be changed, and only those asked for are answered", async () => {
  const QueueUrl = await cloud.create("changed");
  const Attributes = { VisibilityTimeout: "77" };
  await cloud.client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  const AttributeNames = ["VisibilityTimeout" as const];
  const answer = await cloud.client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames }),
  );
  expect(answer.Attributes).toEqual({ VisibilityTimeout: "77" });
});

test("queues are listed by prefix and in pages", async () => {
  for (const name of ["page-a", "page-b", "page-c"]) await cloud.create(name);
  const first = await cloud.client.send(
    new ListQueuesCommand({ QueueNamePrefix: "page-", MaxResults: 2 }),
  );
  expect(first.QueueUrls).toHaveLength(2);
  const { NextToken } = first;
  const second = await cloud.client.send(
    new ListQueuesCommand({
      QueueNamePrefix: "page-",
      MaxResults: 2,
      ...(NextToken && { NextToken }),
    }),
  );
  expect(second.QueueUrls?.map((url) => url.split("/").at(-1))).toEqual(["page-c"]);
  expect(second.NextToken).toBeUndefined();
});

test("tags can be put, read and taken away", async () => {
  const QueueUrl = await cloud.create("tagged");
  await cloud.client.send(new TagQueueCommand({ QueueUrl, Tags: { team: "shop", tier: "1" } }));
  await cloud.client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ["tier"] }));
  const { Tags } = await cloud.client.send(new ListQueueTagsCommand({ QueueUrl }));
  expect(Tags).toEqual({ team: "shop" });
});

test("a purged queue is empty, and cannot be purged again for a minute", async () => {
  const QueueUrl = await cloud.create("purged");
  await cloud.send(QueueUrl, "gone");
  await cloud.client.send(new PurgeQueueCommand({ QueueUrl }));
  expect(await cloud.receive(QueueUrl)).toEqual([]);
  await expect(cloud.client.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toMatchObject({
    name: "PurgeQueueInProgress",
  });
});

test("a deleted queue is gone with its messages", async () => {
  const QueueUrl = await cloud.create("deleted");
  await cloud.send(QueueUrl, "gone");
  await cloud.client.send(new DeleteQueueCommand({ QueueUrl }));
  await expect(cloud.receive(QueueUrl)).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  await cloud.create("deleted");
  expect(await cloud.receive(QueueUrl)).toEqual([]);
});

test("the attributes count visible, delayed and received messages", async () => {
  const url = await cloud.create("counted");
  await cloud.send(url, "received");
  await cloud.receive(url);
  await cloud.send(url, "visible");
  await cloud.send(url, "delayed", { DelaySeconds: 60 });
  expect(await cloud.attributesOf(url)).toMatchObject({
    ApproximateNumberOfMessages: "1",
    ApproximateNumberOfMessagesNotVisible: "1",
    ApproximateNumberOfMessagesDelayed: "1",
  });
});
