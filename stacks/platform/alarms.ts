import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Duration } from "aws-cdk-lib/core";
import { type Stack, type StackContext, use } from "sst/constructs";
import { nameOf } from "./names";

/** Where all alarms go: a topic, and by mail to FAIBRIC_ALARM_EMAIL where that is set at deploy. */
export function Alarms({ stack }: StackContext) {
  const topic = new Topic(stack, "alarms", {
    topicName: nameOf(stack, "alarms"),
    enforceSSL: true,
  });
  const email = process.env.FAIBRIC_ALARM_EMAIL;
  if (email) topic.addSubscription(new EmailSubscription(email));
  // Concurrency is shared by all functions of a region, and so is the lack of it.
  raise(
    stack,
    { topic },
    {
      name: "functions-throttled",
      says: "Lambda refused to start functions for want of concurrency. Raise the account's limit.",
      metric: new Metric({
        namespace: "AWS/Lambda",
        metricName: "Throttles",
        statistic: Stats.SUM,
      }),
      over: 0,
    },
  );
  stack.addOutputs({ AlarmTopic: topic.topicArn });
  return { topic };
}

interface Raise {
  readonly name: string;
  /** What it means, and what to do: the one who is woken reads this. */
  readonly says: string;
  readonly metric: Metric;
  /** Raised when the metric is over this. */
  readonly over: number;
  /** For how many minutes on end. Default 1. */
  readonly minutes?: number;
}

/** Raises an alarm in the stack that has what it watches. */
export function alarm(stack: Stack, input: Raise): void {
  raise(stack, use(Alarms), input);
}

function raise(stack: Stack, { topic }: { topic: Topic }, input: Raise): void {
  const { name, says, metric, over, minutes = 1 } = input;
  const watched: IMetric = metric.with({ period: Duration.minutes(1) });
  const raised = new Alarm(stack, `${name}-alarm`, {
    alarmName: nameOf(stack, name, 255),
    alarmDescription: says,
    metric: watched,
    threshold: over,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: minutes,
    // Most of these figures are only reported when there is something to tell.
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  const action = new SnsAction(topic);
  raised.addAlarmAction(action);
  raised.addOkAction(action);
}
