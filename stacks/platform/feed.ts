import type { Feed } from "@faibric/functions/platform/manifest.schema";
import { Stats } from "aws-cdk-lib/aws-cloudwatch";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  QueueEncryption,
} from "aws-cdk-lib/aws-sqs";
import { Duration } from "aws-cdk-lib/core";
import type { Function as LambdaFunction, Stack } from "sst/constructs";
import { alarm } from "./alarms";
import { deadLettersName, queueName } from "./queue-name";

const KEEP_DAYS = 14;
const ATTEMPTS = 5;
// AWS asks for six times the function's timeout, for a batch that is throttled and tried again.
const VISIBILITY_FACTOR = 6;

type Id = Parameters<typeof queueName>[1];

/** A queue with dead letters: what fails five times is kept there for 14 days, and someone is told. */
export function deployQueue(stack: Stack, id: Id, timeoutSeconds: number) {
  const name = `${id.capability}-${id.key}`;
  const shared = {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(KEEP_DAYS),
    ...(id.fifo ? FIFO : {}),
  };
  const deadLetters = new Queue(stack, `${name}-dead-letters`, {
    ...shared,
    queueName: deadLettersName(stack, id),
  });
  const queue = new Queue(stack, `${name}-queue`, {
    ...shared,
    queueName: queueName(stack, id),
    visibilityTimeout: Duration.seconds(VISIBILITY_FACTOR * timeoutSeconds),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: ATTEMPTS },
  });
  alarm(stack, {
    name: `${name}-dead-letters`,
    says: `${name} gave up on messages. See its log, mend it, then: npx faibric dlq redrive.`,
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM }),
    over: 0,
  });
  return { queue, deadLetters };
}

// Each group has its own order and its own throughput, so one tenant's messages hold up nobody else's.
const FIFO = {
  fifo: true,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
};

/** What Lambda needs to read a queue on a function's behalf. */
export function readQueue(queueArn: string): PolicyStatement {
  const actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
  return new PolicyStatement({ actions, resources: [queueArn] });
}

/** Hands a queue's messages to a function, each of which succeeds or fails alone. */
export function feed(lambda: LambdaFunction, queue: Queue, settings: Feed): void {
  const { batchSize = 10, windowSeconds, concurrency } = settings;
  lambda.addEventSource(
    new SqsEventSource(queue, {
      batchSize,
      reportBatchItemFailures: true,
      ...(windowSeconds ? { maxBatchingWindow: Duration.seconds(windowSeconds) } : {}),
      ...(concurrency ? { maxConcurrency: concurrency } : {}),
    }),
  );
}
