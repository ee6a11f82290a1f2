import { methodsOf } from "@faibric/core/platform/contract";
import {
  type DeployedFunction,
  eventPatternOf,
  type Feed,
  functionsOf,
  kebab,
  type Manifest,
  objectsPatternOf,
  preflightsOf,
  resolveSteps,
  type StateMachineDefinition,
} from "@faibric/functions/platform/manifest.schema";
import type { HttpRoute } from "../gateway/http-routes";
import { arn } from "../wire/arn";
import { BUCKET_NAME } from "./settings";

/** A queue with its dead letters, and the function that it feeds. */
export interface PlannedQueue {
  /** The key in the manifest, such as `onThreadCreated`. */
  readonly key: string;
  readonly name: string;
  readonly deadLetters: string;
  readonly fifo: boolean;
  readonly feed: Required<Feed>;
  readonly functionName: string;
  readonly timeoutSeconds: number;
  /** The event that a rule brings to it; a queue that functions send to has none. */
  readonly pattern?: ReturnType<typeof eventPatternOf>;
  /** What of the bucket it is told of. */
  readonly objects?: ReturnType<typeof objectsPatternOf>;
}

export interface Plan {
  readonly functions: readonly DeployedFunction[];
  readonly routes: readonly HttpRoute[];
  readonly queues: readonly PlannedQueue[];
  readonly schedules: readonly { readonly name: string; readonly expression: string }[];
  readonly machines: readonly {
    readonly name: string;
    readonly definition: StateMachineDefinition;
  }[];
  /** WebSocket route key -> function name. */
  readonly sockets: Readonly<Record<string, string>>;
}

const FEED = { batchSize: 10, windowSeconds: 0, concurrency: 10 };

/** What the laptop cloud must have for the manifests to run: the same that the stacks deploy. */
export function planOf(manifests: readonly Manifest[]): Plan {
  return {
    functions: manifests.flatMap(functionsOf),
    routes: manifests.flatMap(routesOf),
    queues: manifests.flatMap(queuesOf),
    schedules: manifests.flatMap((manifest) =>
      Object.entries(manifest.schedules).map(([key, { expression }]) => ({
        name: nameIn(manifest, "schedule", key),
        expression,
      })),
    ),
    machines: manifests.flatMap((manifest) =>
      Object.entries(manifest.pipelines).map(([pipeline, { definition }]) => ({
        name: pipeline,
        definition: resolveSteps(definition, (step) =>
          arn("lambda", `function:${nameIn(manifest, "step", step)}`),
        ),
      })),
    ),
    sockets: Object.fromEntries(
      manifests.flatMap((manifest) =>
        Object.entries(manifest.sockets).map(([route, key]) => [
          route,
          nameIn(manifest, "socket", key),
        ]),
      ),
    ),
  };
}

function routesOf(manifest: Manifest): HttpRoute[] {
  const operations = Object.entries(manifest.operations).flatMap(([key, contract]) =>
    methodsOf(contract).map((method) => ({
      routeKey: `${method} ${contract.path}`,
      functionName: nameIn(manifest, "operation", key),
    })),
  );
  const preflights = Object.entries(preflightsOf(manifest)).map(([path, key]) => ({
    routeKey: `OPTIONS ${path}`,
    functionName: nameIn(manifest, "operation", key),
  }));
  return [...operations, ...preflights];
}

function queuesOf(manifest: Manifest): PlannedQueue[] {
  const one = (kind: Kind, key: string, feed: Feed, fifo: boolean) => {
    const { name: functionName, timeoutSeconds } = functionIn(manifest, kind, key);
    const suffix = fifo ? ".fifo" : "";
    return {
      key,
      name: `${functionName}${suffix}`,
      deadLetters: `${functionName}-dead-letters${suffix}`,
      fifo,
      feed: { ...FEED, ...feed },
      functionName,
      timeoutSeconds,
    };
  };
  return [
    ...Object.entries(manifest.consumers).map(([key, consumer]) => ({
      ...one("consumer", key, feedOf(consumer), false),
      pattern: eventPatternOf(consumer.event),
    })),
    ...Object.entries(manifest.queues).map(([key, queue]) => ({
      ...one("queue", key, feedOf(queue), queue.fifo ?? false),
      ...(queue.objects ? { objects: objectsPatternOf(BUCKET_NAME, queue.objects) } : {}),
    })),
  ];
}

function feedOf({ batchSize, windowSeconds, concurrency }: Feed): Feed {
  return {
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(windowSeconds === undefined ? {} : { windowSeconds }),
    ...(concurrency === undefined ? {} : { concurrency }),
  };
}

/** The environment variable that names a queue to the functions that may send to it. */
export function queueVariable(key: string): string {
  return `QUEUE_URL_${kebab(key).toUpperCase().replaceAll("-", "_")}`;
}

type Kind = DeployedFunction["kind"];

function functionIn(manifest: Manifest, kind: Kind, key: string): DeployedFunction {
  const found = functionsOf(manifest).find((one) => one.key === key && one.kind === kind);
  if (!found) throw new Error(`${manifest.capability} declares no ${kind} ${key}`);
  return found;
}

const nameIn = (manifest: Manifest, kind: Kind, key: string) =>
  functionIn(manifest, kind, key).name;
