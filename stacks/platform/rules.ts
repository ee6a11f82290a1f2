import {
  type Consumer,
  type DeployedFunction,
  eventPatternOf,
  objectsPatternOf,
  type Schedule,
} from "@faibric/functions/platform/manifest.schema";
import { Stats } from "aws-cdk-lib/aws-cloudwatch";
import { Schedule as Expression, Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget, SqsQueue } from "aws-cdk-lib/aws-events-targets";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { type Function as LambdaFunction, type Stack, use } from "sst/constructs";
import { alarm } from "./alarms";
import { Events } from "./events";
import { Files } from "./files";
import { nameOf } from "./names";

/** Brings every event of one type to a consumer's queue; what cannot be brought goes to its dead letters. */
export function addEventRule(
  stack: Stack,
  { capability, key, name }: DeployedFunction,
  { event }: Consumer,
  { queue, deadLetters }: { queue: Queue; deadLetters: Queue },
): void {
  new Rule(stack, `${name}-rule`, {
    ruleName: nameOf(stack, name),
    // By which the operator's tool knows it, also where its name had to be cut.
    description: `${capability}.${key}`,
    eventBus: use(Events).bus,
    eventPattern: eventPatternOf(event),
    targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })],
  });
}

/** Brings what is told of the bucket's new objects at a path, in every tenant, to a queue. */
export function addObjectRule(
  stack: Stack,
  { capability, key, name }: DeployedFunction,
  path: string,
  { queue, deadLetters }: { queue: Queue; deadLetters: Queue },
): void {
  new Rule(stack, `${name}-rule`, {
    ruleName: nameOf(stack, name),
    description: `${capability}.${key}`,
    // AWS tells of its own services on the account's default bus.
    eventPattern: objectsPatternOf(use(Files).bucket.bucketName, path),
    targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })],
  });
}

/** Starts a function on a schedule, and tells someone when it fails: nobody else would notice. */
export function addSchedule(
  stack: Stack,
  name: string,
  { expression }: Schedule,
  lambda: LambdaFunction,
): void {
  new Rule(stack, `${name}-rule`, {
    ruleName: nameOf(stack, name),
    schedule: Expression.expression(expression),
    targets: [new LambdaTarget(lambda)],
  });
  alarm(stack, {
    name: `${name}-errors`,
    says: `The scheduled function ${name} failed. See its log; it runs again at its next time.`,
    metric: lambda.metricErrors({ statistic: Stats.SUM }),
    over: 0,
  });
}
