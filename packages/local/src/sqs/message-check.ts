import { invalid, missing, sqsError } from "./errors";
import { type MessageAttributes, sizeInBytes } from "./message";
import type { Queue } from "./queue";
import { numberOf } from "./queue-attributes";

/** A message on its way into a queue. */
export interface NewMessage {
  readonly MessageBody: string;
  readonly MessageAttributes?: MessageAttributes | undefined;
  readonly MessageSystemAttributes?: MessageAttributes | undefined;
  readonly DelaySeconds?: number | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

// The characters of XML 1.0 and no others: https://www.w3.org/TR/REC-xml/#charsets
const OUTSIDE_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const ID = /^[!-~]{1,128}$/;
const NOT_FOR_THIS_TYPE = "The request include parameter that is not valid for this queue type.";

/** Refuses what SQS documents that it refuses, before anything is stored. */
export function checkMessage(queue: Queue, message: NewMessage): void {
  const { MessageBody: body, MessageAttributes: attributes = {}, DelaySeconds: delay } = message;
  if (typeof body !== "string" || body === "") throw missing("MessageBody");
  const limit = numberOf(queue.attributes, "MaximumMessageSize");
  if (sizeInBytes(body, attributes) > limit) {
    const reason = `Reason: Message must be shorter than ${limit} bytes.`;
    throw sqsError("InvalidParameterValue", `One or more parameters are invalid. ${reason}`);
  }
  if (OUTSIDE_XML.test(body)) {
    const message = "Invalid characters found. Valid unicode characters are those of XML 1.0.";
    throw sqsError("InvalidMessageContents", message);
  }
  if (delay !== undefined && !(Number.isInteger(delay) && delay >= 0 && delay <= 900)) {
    throw invalid("DelaySeconds", delay, "DelaySeconds must be >= 0 and <= 900.");
  }
  checkAttributes(attributes);
  checkIds(queue, message);
}

function checkIds({ fifo }: Queue, message: NewMessage) {
  const { MessageGroupId: group, MessageDeduplicationId: deduplication, DelaySeconds } = message;
  if (fifo && !group) throw missing("MessageGroupId");
  if (fifo && DelaySeconds) throw invalid("DelaySeconds", DelaySeconds, NOT_FOR_THIS_TYPE);
  if (!fifo && deduplication !== undefined) {
    throw invalid("MessageDeduplicationId", deduplication, NOT_FOR_THIS_TYPE);
  }
  const rule = "Must be 1 to 128 alphanumeric and punctuation characters.";
  if (group !== undefined && !ID.test(group)) throw invalid("MessageGroupId", group, rule);
  if (deduplication !== undefined && !ID.test(deduplication)) {
    throw invalid("MessageDeduplicationId", deduplication, rule);
  }
}

function checkAttributes(attributes: MessageAttributes) {
  const refuse = (message: string) => sqsError("InvalidParameterValue", message);
  const count = Object.keys(attributes).length;
  if (count > 10) {
    throw refuse(`Number of message attributes [${count}] exceeds the allowed maximum [10].`);
  }
  for (const [name, { DataType: type, StringValue, BinaryValue }] of Object.entries(attributes)) {
    if (!/^(?!\.)(?!.*\.\.)(?!(?:aws|amazon)\.)[\w.-]{1,256}(?<!\.)$/i.test(name)) {
      throw refuse(`The message attribute name '${name}' is invalid.`);
    }
    const kind = /^(String|Number|Binary)(\.[\w.-]{1,249})?$/.exec(type ?? "")?.[1];
    if (!kind) {
      throw refuse(`The message attribute '${name}' has an invalid message attribute type.`);
    }
    const value = kind === "Binary" ? BinaryValue : StringValue;
    if (!value) {
      const what = `must contain a non-empty value of type '${kind}'.`;
      throw refuse(`The message attribute '${name}' ${what}`);
    }
    if (kind === "Number" && !Number.isFinite(Number(value))) {
      throw refuse(`Can't cast the value of message attribute '${name}' to a number.`);
    }
    if (kind !== "Binary" && OUTSIDE_XML.test(value)) {
      throw sqsError("InvalidMessageContents", "Invalid characters found in an attribute.");
    }
  }
}
