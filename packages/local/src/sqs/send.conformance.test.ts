import { createHash } from "node:crypto";
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bodies, type SqsUnderTest, startSqs } from "./testing";

let cloud: SqsUnderTest;
let count = 0;
beforeAll(async () => {
  cloud = await startSqs();
});
afterAll(() => cloud.close());

const newQueue = () => cloud.create(`messages-${count++}`);

test("message attributes come back by name or prefix with their MD5", async () => {
  const url = await newQueue();
  const sent = await cloud.send(url, "x", {
    MessageAttributes: {
      "shop.name": { DataType: "String", StringValue: "Ada" },
      "shop.age": { DataType: "Number", StringValue: "36" },
      photo: { DataType: "Binary", BinaryValue: Uint8Array.of(1, 2, 255) },
    },
  });
  // Computed once with the documented algorithm, apart from the code under test.
  expect(sent.MD5OfMessageAttributes).toBe(expectedAttributeMd5());
  const ask = { MessageAttributeNames: ["shop.*"], VisibilityTimeout: 0 };
  const [part] = await cloud.receive(url, ask);
  expect(Object.keys(part?.MessageAttributes ?? {}).sort()).toEqual(["shop.age", "shop.name"]);
  const [all] = await cloud.receive(url, { MessageAttributeNames: ["All"] });
  expect(all?.MessageAttributes?.photo?.BinaryValue).toEqual(Uint8Array.of(1, 2, 255));
  expect(all?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
});

function expectedAttributeMd5() {
  const sized = (text: string) => [0, 0, 0, text.length, ...Buffer.from(text)];
  const bytes = [
    ...[...sized("photo"), ...sized("Binary"), 2, 0, 0, 0, 3, 1, 2, 255],
    ...[...sized("shop.age"), ...sized("Number"), 1, ...sized("36")],
    ...[...sized("shop.name"), ...sized("String"), 1, ...sized("Ada")],
  ];
  return createHash("md5").update(Buffer.from(bytes)).digest("hex");
}

test("an empty body is MissingParameter", async () => {
  await expect(cloud.send(await newQueue(), "")).rejects.toMatchObject({
    name: "MissingParameter",
  });
});

test("characters that XML does not allow are InvalidMessageContents", async () => {
  const url = await newQueue();
  for (const body of ["bell \u0007", "\uFFFE", "\u0000"]) {
    await expect(cloud.send(url, body)).rejects.toMatchObject({ name: "InvalidMessageContents" });
  }
  await cloud.send(url, "tab\t line\r\n 🙂 \uFFFD");
});

test("a message may have 1 MiB with its attributes, and not a byte more", async () => {
  const url = await newQueue();
  const MessageAttributes = { ab: { DataType: "String", StringValue: "cd" } };
  await cloud.send(url, "x".repeat(1_048_576));
  await cloud.send(url, "x".repeat(1_048_576 - 10), { MessageAttributes });
  for (const [size, more] of [
    [1_048_577, {}],
    [1_048_576 - 9, { MessageAttributes }],
  ] as const) {
    await expect(cloud.send(url, "x".repeat(size), more)).rejects.toMatchObject({
      name: "InvalidParameterValue",
      message: expect.stringContaining("must be shorter than 1048576 bytes"),
    });
  }
});

test.each([
  [{ "AWS.x": { DataType: "String", StringValue: "x" } }],
  [{ x: { DataType: "Date", StringValue: "x" } }],
  [{ x: { DataType: "Number", StringValue: "many" } }],
  [{ x: { DataType: "String", StringValue: "" } }],
])("the message attributes %o are InvalidParameterValue", async (MessageAttributes) => {
  const url = await newQueue();
  await expect(cloud.send(url, "x", { MessageAttributes })).rejects.toMatchObject({
    name: "InvalidParameterValue",
  });
});

const batch = (QueueUrl: string, entries: [id: string, body: string][]) =>
  cloud.client.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: entries.map(([Id, MessageBody]) => ({ Id, MessageBody })),
    }),
  );

test("a batch of ten is sent, given back and deleted", async () => {
  const QueueUrl = await newQueue();
  const ids = [..."0123456789"];
  const sent = await batch(
    QueueUrl,
    ids.map((id) => [id, `body ${id}`]),
  );
  expect(sent.Successful?.map(({ Id }) => Id)).toEqual(ids);
  expect(sent.Failed ?? []).toEqual([]);
  const entries = (messages: { ReceiptHandle?: string | undefined }[]) =>
    messages.map(({ ReceiptHandle }, Id) => ({ Id: `${Id}`, ReceiptHandle }));
  const given = entries(await cloud.receive(QueueUrl)).map((entry) => ({
    ...entry,
    VisibilityTimeout: 0,
  }));
  await cloud.client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: given }));
  const Entries = entries(await cloud.receive(QueueUrl, { VisibilityTimeout: 0 }));
  expect(Entries).toHaveLength(10);
  await cloud.client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  expect(await cloud.receive(QueueUrl)).toEqual([]);
});

test("what one entry of a batch refuses leaves the others alone", async () => {
  const url = await newQueue();
  const { Successful, Failed } = await batch(url, [
    ["good", "x"],
    ["bad", "\u0001"],
  ]);
  expect(Successful?.map(({ Id }) => Id)).toEqual(["good"]);
  expect(Failed).toMatchObject([{ Id: "bad", Code: "InvalidMessageContents", SenderFault: true }]);
  expect(bodies(await cloud.receive(url))).toEqual(["x"]);
});

test("a batch is refused as a whole when it is empty, too long, or its IDs are not distinct", async () => {
  const url = await newQueue();
  const eleven = [..."0123456789a"].map((id): [string, string] => [id, "x"]);
  await expect(batch(url, [])).rejects.toMatchObject({ name: "EmptyBatchRequest" });
  await expect(batch(url, eleven)).rejects.toMatchObject({ name: "TooManyEntriesInBatchRequest" });
  await expect(
    batch(url, [
      ["a", "x"],
      ["a", "y"],
    ]),
  ).rejects.toMatchObject({
    name: "BatchEntryIdsNotDistinct",
  });
  await expect(batch(url, [["not ok", "x"]])).rejects.toMatchObject({
    name: "InvalidBatchEntryId",
  });
  expect(await cloud.receive(url)).toEqual([]);
});

test("a batch of more than 1 MiB in total is BatchRequestTooLong", async () => {
  const url = await newQueue();
  const half = "x".repeat(524_289);
  await expect(
    batch(url, [
      ["a", half],
      ["b", half],
    ]),
  ).rejects.toMatchObject({
    name: "BatchRequestTooLong",
  });
});
