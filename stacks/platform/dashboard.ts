import { manifests } from "@faibric/functions/manifests";
import { functionsOf } from "@faibric/functions/platform/manifest.schema";
import {
  Dashboard as Board,
  GraphWidget,
  type IWidget,
  Metric,
  Stats,
} from "aws-cdk-lib/aws-cloudwatch";
import { type Stack, type StackContext, use } from "sst/constructs";
import { Database } from "./database";
import { HttpApi } from "./http-api";
import { nameOf, pipelineArnPrefix, prefixOf } from "./names";
import { deadLettersName, queueName } from "./queue-name";

const HALF = 12;

/** What an operator looks at first: is it used, is it slow, does it fail, does anything pile up. */
export function Dashboard({ stack }: StackContext) {
  new Board(stack, "dashboard", {
    dashboardName: prefixOf(stack),
    widgets: [
      [requests(), latency()],
      [errors(stack), outbox(stack)],
      [backlog(stack), deadLetters(stack)],
      [pipelines(stack), throttles()],
    ],
  });
}

function graph(title: string, metrics: Metric[]): IWidget {
  // The CDK's classes do not fit its own interfaces under exactOptionalPropertyTypes.
  return new GraphWidget({ title, left: metrics, width: HALF }) as IWidget;
}

function requests(): IWidget {
  const { api } = use(HttpApi);
  const count = { statistic: Stats.SUM };
  return graph("Requests", [
    api.metricCount(count),
    api.metricClientError(count),
    api.metricServerError(count),
  ]);
}

function latency(): IWidget {
  const { api } = use(HttpApi);
  return graph("Latency, ms", [
    api.metricLatency({ statistic: Stats.percentile(50), label: "p50" }),
    api.metricLatency({ statistic: Stats.percentile(99), label: "p99" }),
  ]);
}

function errors(stack: Stack): IWidget {
  const names = manifests.flatMap(functionsOf).map(({ name }) => name);
  const metrics = ["outbox-relay", ...names].map((name) =>
    metric("AWS/Lambda", "Errors", { FunctionName: nameOf(stack, name) }, name),
  );
  return graph("Function errors", metrics);
}

function outbox(stack: Stack): IWidget {
  const relay = { FunctionName: nameOf(stack, "outbox-relay") };
  return graph("Events not yet published, ms", [
    metric("Faibric", "OutboxAge", { Stage: stack.stage }, "oldest published", Stats.MAXIMUM),
    metric("AWS/Lambda", "IteratorAge", relay, "oldest unread", Stats.MAXIMUM),
  ]);
}

function queueIds() {
  return manifests.flatMap(({ capability, consumers, queues }) => [
    ...Object.keys(consumers).map((key) => ({ capability, key, fifo: false })),
    ...Object.entries(queues).map(([key, { fifo }]) => ({ capability, key, fifo })),
  ]);
}

function backlog(stack: Stack): IWidget {
  const metrics = queueIds().map((id) =>
    metric(
      "AWS/SQS",
      "ApproximateAgeOfOldestMessage",
      { QueueName: queueName(stack, id) },
      id.key,
      Stats.MAXIMUM,
    ),
  );
  return graph("Oldest message waiting, s", metrics);
}

function deadLetters(stack: Stack): IWidget {
  const metrics = queueIds().map((id) =>
    metric(
      "AWS/SQS",
      "ApproximateNumberOfMessagesVisible",
      { QueueName: deadLettersName(stack, id) },
      id.key,
      Stats.MAXIMUM,
    ),
  );
  return graph("Dead letters", metrics);
}

function pipelines(stack: Stack): IWidget {
  const keys = manifests.flatMap((manifest) => Object.keys(manifest.pipelines));
  const metrics = keys.flatMap((key) => {
    const machine = { StateMachineArn: `${pipelineArnPrefix(stack)}${key}` };
    return ["ExecutionsStarted", "ExecutionsFailed"].map((name) =>
      metric(
        "AWS/States",
        name,
        machine,
        `${key} ${name.slice("Executions".length).toLowerCase()}`,
      ),
    );
  });
  return graph("Pipelines", metrics);
}

function throttles(): IWidget {
  const { table } = use(Database);
  return graph("Refused for want of capacity", [
    metric("AWS/Lambda", "Throttles", {}, "functions"),
    table.metric("ReadThrottleEvents", { statistic: Stats.SUM, label: "reads" }),
    table.metric("WriteThrottleEvents", { statistic: Stats.SUM, label: "writes" }),
  ]);
}

function metric(
  namespace: string,
  metricName: string,
  dimensionsMap: Record<string, string>,
  label: string,
  statistic: string = Stats.SUM,
): Metric {
  return new Metric({ namespace, metricName, dimensionsMap, label, statistic });
}
