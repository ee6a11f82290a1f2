import { manifests } from "@faibric/functions/manifests";
import { RELAY_GRANTS } from "@faibric/functions/platform/policy";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Duration } from "aws-cdk-lib/core";
import {
  type Function as LambdaFunction,
  type Stack,
  type StackContext,
  use,
} from "sst/constructs";
import { alarm } from "./alarms";
import { Database } from "./database";
import { deployFunction } from "./function";
import { reachOf } from "./grants";
import { nameOf } from "./names";

const RELAY = "outbox-relay";
const MAX_AGE_MS = 60_000;
const KEEP_DAYS = 14;
// The stream keeps a record for 24 hours: what is given up after 12 can still be read for another 12.
const GIVE_UP_HOURS = 12;

/** Publishes what stands in the table's outboxes: its stream, read by the outbox relay. */
export function Outbox({ stack }: StackContext) {
  const deadLetters = new Queue(stack, "outbox-dead-letters", {
    queueName: nameOf(stack, `${RELAY}-dead-letters`),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(KEEP_DAYS),
  });
  const { environment, statements } = reachOf(stack, RELAY_GRANTS, manifests);
  const relay = deployFunction(stack, {
    name: RELAY,
    file: "packages/functions/src/platform/outbox-relay",
    timeoutSeconds: 60,
    environment,
    statements: [...statements, ...readStream(deadLetters)],
  });
  relay.addEventSource(
    new DynamoEventSource(use(Database).table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      maxRecordAge: Duration.hours(GIVE_UP_HOURS),
      onFailure: new SqsDlq(deadLetters),
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual("INSERT"),
          // `__edb_e__` is where ElectroDB keeps the entity's name.
          dynamodb: { NewImage: { __edb_e__: { S: FilterRule.or("outbox", "audit-outbox") } } },
        }),
      ],
    }),
  );
  watch(stack, relay, deadLetters);
}

function readStream(deadLetters: Queue): PolicyStatement[] {
  const { tableArn, tableStreamArn = "" } = use(Database).table;
  return [
    new PolicyStatement({
      actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      resources: [tableStreamArn],
    }),
    new PolicyStatement({
      actions: ["dynamodb:ListStreams"],
      resources: [`${tableArn}/stream/*`],
    }),
    new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [deadLetters.queueArn] }),
  ];
}

function watch(stack: Stack, relay: LambdaFunction, deadLetters: Queue): void {
  const late = "Events are published late, so everything that follows from them waits.";
  alarm(stack, {
    name: "outbox-age",
    says: `${late} See the log of the outbox relay for events that EventBridge refuses.`,
    metric: new Metric({
      namespace: "Faibric",
      metricName: "OutboxAge",
      dimensionsMap: { Stage: stack.stage },
      statistic: Stats.MAXIMUM,
    }),
    over: MAX_AGE_MS,
  });
  // OutboxAge says nothing when the relay does not even run; the age of what it has not read does.
  alarm(stack, {
    name: "outbox-iterator-age",
    says: `${late} The relay does not keep up, or fails on a record, or does not run.`,
    metric: relay.metric("IteratorAge", { statistic: Stats.MAXIMUM }),
    over: MAX_AGE_MS,
  });
  alarm(stack, {
    name: "outbox-dead-letters",
    says: "The relay gave up on part of the stream. Within 12 hours, npx faibric dlq redrive sends it again.",
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM }),
    over: 0,
  });
}
