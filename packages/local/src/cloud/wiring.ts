import { join } from "node:path";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDb } from "../dynamodb/dynamodb";
import type { EventBridge } from "../eventbridge/eventbridge";
import type { LambdaFunction } from "../lambda/function-call";
import type { Lambda } from "../lambda/lambda";
import { pollQueue } from "../lambda/queue-poller";
import { pollStream } from "../lambda/stream-poller";
import type { Sqs } from "../sqs/sqs";
import type { StepFunctions } from "../stepfunctions/stepfunctions";
import { ACCOUNT, arn } from "../wire/arn";
import { log } from "../wire/log";
import type { Store } from "../wire/store";
import { type Plan, type PlannedQueue, queueVariable } from "./plan";
import { BUS_NAME, RELAY, ROOT, TABLE_NAME, UNKNOWN_ROUTE } from "./settings";

const OUTBOXES = ["outbox", "audit-outbox"];
const RELAY_DEAD_LETTERS = `${RELAY}-dead-letters`;
const MAX_RECEIVES = 5;
const DEAD_LETTER_DAYS = 14;
const DAY_SECONDS = 86_400;

/** The functions of the plan, and the platform's two, by name. */
export function functionsFor(
  plan: Plan,
  sourceRoots: Readonly<Record<string, string>> = {},
): Record<string, LambdaFunction> {
  const planned = plan.functions.map(({ capability, name, file, timeoutSeconds }) => [
    name,
    { entry: join(sourceRoots[capability] ?? ROOT, `${file}.ts`), timeoutSeconds },
  ]);
  const relay = {
    entry: join(ROOT, "packages/functions/src/platform/outbox-relay.ts"),
    timeoutSeconds: 30,
  };
  const unknownRoute = {
    entry: join(ROOT, "packages/functions/src/platform/unknown-route.ts"),
    timeoutSeconds: 5,
  };
  return { ...Object.fromEntries(planned), [RELAY]: relay, [UNKNOWN_ROUTE]: unknownRoute };
}

interface Services {
  readonly sqs: Sqs;
  readonly eventBridge: EventBridge;
  readonly stepFunctions: StepFunctions;
}

/** Makes the queues, rules, schedules and machines of the plan. What is there stays as it is. */
export function provision(plan: Plan, { sqs, eventBridge, stepFunctions }: Services): void {
  sqs.ensureQueue(RELAY_DEAD_LETTERS, retention());
  for (const queue of plan.queues) ensureQueue(sqs, queue);
  for (const { name, definition } of plan.machines) stepFunctions.ensureMachine(name, definition);
  const rules = [
    ...plan.queues.flatMap(({ name, pattern, objects }) => [
      ...(pattern ? [bringing(name, BUS_NAME, pattern)] : []),
      ...(objects ? [bringing(name, "default", objects)] : []),
    ]),
    ...plan.schedules.map(({ name, expression }) => ({
      bus: "default",
      name,
      schedule: expression,
      target: { arn: arn("lambda", `function:${name}`) },
    })),
  ];
  for (const rule of rules) eventBridge.ensureRule(rule);
  eventBridge.ensureArchive(BUS_NAME, BUS_NAME);
  eventBridge.removeRulesExcept(rules.map(({ name }) => name));
}

/** A rule that brings the events of a pattern to a queue. */
const bringing = (
  name: string,
  bus: string,
  { source, detailType, detail }: { source: string[]; detailType: string[]; detail: object },
) => ({
  ...{ bus, name, target: { arn: arn("sqs", name) } },
  pattern: { source, "detail-type": detailType, detail },
});

function ensureQueue(sqs: Sqs, { name, deadLetters, fifo, timeoutSeconds }: PlannedQueue): void {
  const kind = fifo ? { FifoQueue: "true" } : {};
  sqs.ensureQueue(deadLetters, { ...kind, ...retention() });
  sqs.ensureQueue(name, {
    ...kind,
    VisibilityTimeout: String(6 * timeoutSeconds),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: arn("sqs", deadLetters),
      maxReceiveCount: MAX_RECEIVES,
    }),
  });
  sqs.releaseAll(name);
}

const retention = () => ({ MessageRetentionPeriod: String(DEAD_LETTER_DAYS * DAY_SECONDS) });

interface Pumps {
  readonly lambda: Lambda;
  readonly sqs: Sqs;
  readonly dynamodb: DynamoDb;
  readonly store: Store;
  readonly signal: AbortSignal;
  /** Seconds until a failed message comes again, by how often it was received. */
  readonly retryDelaySeconds: (receiveCount: number) => number;
}

/** Starts what moves things: stream -> relay, queue -> function. Settles when the signal has fired. */
export function startPumps(plan: Plan, pumps: Pumps): Promise<unknown> {
  const { lambda, sqs, dynamodb, store, signal, retryDelaySeconds } = pumps;
  const streams = new DynamoDBStreamsClient({});
  // It would prepare every page for a logger that there is none of.
  streams.middlewareStack.remove("loggerMiddleware");
  const relay = pollStream({
    client: streams,
    stream: { tableName: TABLE_NAME },
    store,
    name: RELAY,
    batchSize: 100,
    filters: [{ eventName: ["INSERT"], dynamodb: { NewImage: { __edb_e__: { S: OUTBOXES } } } }],
    matches: (_pattern, { eventName, dynamodb: change }) =>
      eventName === "INSERT" && OUTBOXES.includes(change?.NewImage?.__edb_e__?.S ?? ""),
    onWrite: dynamodb.onWrite,
    onFailure: (batch) => {
      log.error("events could not be relayed", batch, { deadLetters: RELAY_DEAD_LETTERS });
      sqs.send(RELAY_DEAD_LETTERS, JSON.stringify(batch));
    },
    invoke: (event) => lambda.invoke(RELAY, event),
    signal,
  });
  const queues = plan.queues.map(({ name, functionName, feed }) =>
    pollQueue({
      ...feed,
      sqs,
      queueName: name,
      functionName,
      invoke: lambda.invoke,
      retryDelaySeconds,
      signal,
    }),
  );
  return Promise.all([relay, ...queues]);
}

/** The variables that tell functions the addresses of the queues they may send to. */
export function queueUrls(plan: Plan, awsUrl: string): Record<string, string> {
  return Object.fromEntries(
    plan.queues
      .filter(({ pattern }) => !pattern)
      .map(({ key, name }) => [queueVariable(key), `${awsUrl}/${ACCOUNT}/${name}`]),
  );
}
