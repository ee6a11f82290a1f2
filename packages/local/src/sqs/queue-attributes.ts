import { nameOf } from "../wire/arn";
import { invalid, sqsError } from "./errors";

export type QueueAttributes = Readonly<Record<string, string>>;

/** Numbers a queue is set up with: [lowest, highest, default]. */
const NUMBERS = {
  DelaySeconds: [0, 900, 0],
  KmsDataKeyReusePeriodSeconds: [60, 86_400, 300],
  MaximumMessageSize: [1024, 1_048_576, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600, 345_600],
  ReceiveMessageWaitTimeSeconds: [0, 20, 0],
  VisibilityTimeout: [0, 43_200, 30],
} as const satisfies Record<string, readonly [number, number, number]>;

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  ContentBasedDeduplication: ["true", "false"],
  DeduplicationScope: ["queue", "messageGroup"],
  FifoQueue: ["true", "false"],
  FifoThroughputLimit: ["perQueue", "perMessageGroupId"],
  SqsManagedSseEnabled: ["true", "false"],
};

const FIFO_ONLY = ["ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"];
const TEXTS = ["KmsMasterKeyId", "Policy", "RedriveAllowPolicy", "RedrivePolicy"];
/** What can be asked for but not set. */
const READ_ONLY = [
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesDelayed",
  "ApproximateNumberOfMessagesNotVisible",
  "CreatedTimestamp",
  "LastModifiedTimestamp",
  "QueueArn",
];

const isNumber = (name: string): name is keyof typeof NUMBERS => Object.hasOwn(NUMBERS, name);

/** Refuses attributes with an unknown name or a value outside what SQS documents. */
export function checkAttributes(attributes: QueueAttributes, fifo: boolean): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (isNumber(name)) {
      const [from, to] = NUMBERS[name];
      if (!/^\d{1,9}$/.test(value) || Number(value) < from || Number(value) > to) refuse(name);
    } else if (Object.hasOwn(CHOICES, name)) {
      if (FIFO_ONLY.includes(name) && !fifo) throw unknown(name);
      if (!CHOICES[name]?.includes(value)) refuse(name);
    } else if (!TEXTS.includes(name)) throw unknown(name);
  }
  const { DeduplicationScope, FifoThroughputLimit } = attributes;
  if (FifoThroughputLimit === "perMessageGroupId" && DeduplicationScope !== "messageGroup") {
    refuse("FifoThroughputLimit");
  }
}

function refuse(name: string): never {
  throw sqsError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);
}

const unknown = (name: string) => sqsError("InvalidAttributeName", `Unknown Attribute ${name}.`);

/** Refuses a name that GetQueueAttributes does not know. */
export function checkAttributeName(name: string): void {
  const known = [...Object.keys(NUMBERS), ...Object.keys(CHOICES), ...TEXTS, ...READ_ONLY, "All"];
  if (!known.includes(name)) throw unknown(name);
}

export function numberOf(attributes: QueueAttributes, name: keyof typeof NUMBERS): number {
  return Number(attributes[name] ?? NUMBERS[name][2]);
}

/** All attributes of a queue: what was set, and the defaults of the rest. */
export function withDefaults(attributes: QueueAttributes, fifo: boolean): QueueAttributes {
  const numbers = Object.entries(NUMBERS)
    .filter(([name]) => name !== "KmsDataKeyReusePeriodSeconds" || attributes.KmsMasterKeyId)
    .map(([name, [, , fallback]]) => [name, String(fallback)]);
  return {
    ...Object.fromEntries(numbers),
    SqsManagedSseEnabled: attributes.KmsMasterKeyId ? "false" : "true",
    ...(fifo && {
      FifoQueue: "true",
      ContentBasedDeduplication: "false",
      DeduplicationScope: "queue",
      FifoThroughputLimit: "perQueue",
    }),
    ...attributes,
  };
}

/** Where a queue's messages go after how many deliveries without a delete. */
export interface Redrive {
  deadLetterQueue: string;
  maxReceiveCount: number;
}

/** Reads a `RedrivePolicy`: JSON whose count may be a number or a string. */
export function redriveOf({ RedrivePolicy: policy }: QueueAttributes): Redrive | undefined {
  if (!policy) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = parsePolicy("RedrivePolicy", policy);
  const count = Number(maxReceiveCount ?? 10);
  if (typeof deadLetterTargetArn !== "string" || !Number.isInteger(count)) {
    throw invalid("RedrivePolicy", policy, "Redrive policy does not contain mandatory attributes.");
  }
  if (count < 1 || count > 1000) {
    throw invalid("RedrivePolicy", policy, "Invalid value for maxReceiveCount: must be 1 to 1000.");
  }
  return { deadLetterQueue: nameOf(deadLetterTargetArn), maxReceiveCount: count };
}

/** Whether a dead-letter queue with this `RedriveAllowPolicy` takes messages of the queue `arn`. */
export function allowsSource({ RedriveAllowPolicy: policy }: QueueAttributes, arn: string) {
  if (!policy) return true;
  const { redrivePermission, sourceQueueArns } = parsePolicy("RedriveAllowPolicy", policy);
  if (redrivePermission === "denyAll") return false;
  if (redrivePermission !== "byQueue") return true;
  return Array.isArray(sourceQueueArns) && sourceQueueArns.includes(arn);
}

function parsePolicy(name: string, text: string): Record<string, unknown> {
  try {
    const policy: unknown = JSON.parse(text);
    if (typeof policy === "object" && policy !== null) return { ...policy };
  } catch {
    // not JSON: refused below, like JSON that is not an object
  }
  throw invalid(name, text, `${name} is not a valid JSON object.`);
}
