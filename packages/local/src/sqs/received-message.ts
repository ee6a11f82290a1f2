import type { SQSRecord } from "aws-lambda";
import { ACCOUNT, arn, REGION } from "../wire/arn";
import {
  attributesOf,
  type MessageAttributes,
  type MessageRow,
  md5,
  md5OfAttributes,
  sequenceNumber,
} from "./message";
import { isFifo } from "./queue";
import { handleOf } from "./receipt";

/** The record a Lambda function gets for a delivered message. */
export function toRecord(row: MessageRow): SQSRecord {
  const attributes = attributesOf(row);
  const digest = md5OfAttributes(attributes);
  const lowerCased = Object.entries(attributes).map(([name, attribute]) => {
    const { DataType: dataType, StringValue: stringValue, BinaryValue: binaryValue } = attribute;
    return [
      name,
      { stringValue, binaryValue, dataType, stringListValues: [], binaryListValues: [] },
    ];
  });
  return {
    messageId: row.id,
    receiptHandle: handleOf(row),
    body: row.body,
    attributes: systemAttributes(row),
    messageAttributes: Object.fromEntries(lowerCased),
    md5OfBody: md5(row.body),
    ...(digest && { md5OfMessageAttributes: digest }),
    eventSource: "aws:sqs",
    eventSourceARN: arn("sqs", row.queue),
    awsRegion: REGION,
  };
}

/** A delivered message as ReceiveMessage answers it, with the attributes that were asked for. */
export function toMessage(
  row: MessageRow,
  wanted: { system: readonly string[]; attributes: readonly string[] },
) {
  const system = Object.entries(systemAttributes(row)).filter(
    ([name]) => wanted.system.includes("All") || wanted.system.includes(name),
  );
  const attributes = selected(attributesOf(row), wanted.attributes);
  const digest = md5OfAttributes(attributes);
  return {
    MessageId: row.id,
    ReceiptHandle: handleOf(row),
    MD5OfBody: md5(row.body),
    Body: row.body,
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(digest && { MessageAttributes: attributes, MD5OfMessageAttributes: digest }),
  };
}

/** `names` are whole names, prefixes such as `shop.*`, or `All`. */
function selected(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  const wanted = (attribute: string) =>
    names.some((name) =>
      name.endsWith(".*")
        ? attribute.startsWith(name.slice(0, -2))
        : name === "All" || name === attribute,
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted(name)));
}

function systemAttributes(row: MessageRow): SQSRecord["attributes"] {
  return {
    ApproximateReceiveCount: String(row.earlierReceives + row.receives),
    SentTimestamp: String(row.sentAt),
    SenderId: ACCOUNT,
    ApproximateFirstReceiveTimestamp: String(row.firstReceivedAt),
    ...(row.groupId !== null && { MessageGroupId: row.groupId }),
    ...(row.deduplicationId !== null && { MessageDeduplicationId: row.deduplicationId }),
    ...(isFifo(row.queue) && { SequenceNumber: sequenceNumber(row.sequence) }),
    ...(row.source !== null && { DeadLetterQueueSourceArn: arn("sqs", row.source) }),
    ...(row.trace !== null && { AWSTraceHeader: row.trace }),
  };
}
