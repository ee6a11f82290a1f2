import { manifests } from "@faibric/functions/manifests";
import {
  type DeployedFunction,
  functionsOf,
  type Manifest,
  preflightsOf,
} from "@faibric/functions/platform/manifest.schema";
import { impliedStatements } from "@faibric/functions/platform/policy";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { type Function as LambdaFunction, type Stack, use } from "sst/constructs";
import { policyStatement } from "./data";
import { Database } from "./database";
import { edgeSecret } from "./edge-secret";
import { estateOf } from "./estate";
import { deployQueue, feed, readQueue } from "./feed";
import { deployFunction } from "./function";
import { reachOf } from "./grants";
import { deployPipeline } from "./pipeline";
import { addHttpRoutes, addSocketRoute } from "./routes";
import { addEventRule, addObjectRule, addSchedule } from "./rules";

interface Scope {
  readonly stack: Stack;
  readonly manifest: Manifest;
  /** All that are deployed together: a grant may name a queue or a pipeline of another. */
  readonly all: readonly Manifest[];
}

/** Deploys all that a capability declares, and nothing else. */
export function deployManifest(stack: Stack, manifest: Manifest, all = manifests): void {
  const scope = { stack, manifest, all };
  const steps = new Map<string, Map<string, LambdaFunction>>();
  for (const declared of functionsOf(manifest)) {
    const { key, kind, pipeline = "" } = declared;
    if (kind === "operation") deployOperation(scope, declared);
    if (kind === "consumer" || kind === "queue") deployFed(scope, declared);
    if (kind === "schedule") deploySchedule(scope, declared);
    if (kind === "socket") deploySocket(scope, declared);
    if (kind === "step") {
      const siblings = steps.get(pipeline) ?? new Map<string, LambdaFunction>();
      steps.set(pipeline, siblings.set(key, deploy(scope, declared)));
    }
  }
  for (const [key, pipeline] of Object.entries(manifest.pipelines)) {
    deployPipeline(stack, key, pipeline, steps.get(key) ?? new Map());
  }
}

function deploy(scope: Scope, declared: DeployedFunction, own: PolicyStatement[] = []) {
  const { stack, manifest, all } = scope;
  const contract = manifest.operations[declared.key];
  const implied = impliedStatements(declared, contract, estateOf(stack, all));
  const { environment, statements, files } = reachOf(stack, declared.grants, all);
  return deployFunction(stack, {
    ...declared,
    // The table's client is made when its module loads, also where nothing is read from it.
    environment: {
      TABLE_NAME: use(Database).table.tableName,
      ...(called(declared) ? { EDGE_SECRET: edgeSecret(stack) } : {}),
      ...environment,
    },
    statements: [...statements, ...implied.map(policyStatement), ...own],
    ...(files ? { files } : {}),
  });
}

/** Whether it answers callers from outside, whom it has to know and to count. */
const called = ({ kind }: DeployedFunction) => kind === "operation" || kind === "socket";

function deployOperation(scope: Scope, declared: DeployedFunction): void {
  const contract = scope.manifest.operations[declared.key];
  if (!contract) return;
  const preflight = preflightsOf(scope.manifest)[contract.path] === declared.key;
  addHttpRoutes(scope.stack, deploy(scope, declared), contract, preflight);
}

function deployFed(scope: Scope, declared: DeployedFunction): void {
  const { stack, manifest } = scope;
  const { key, timeoutSeconds } = declared;
  const id = { capability: manifest.capability, key, fifo: manifest.queues[key]?.fifo };
  const queues = deployQueue(stack, id, timeoutSeconds);
  const lambda = deploy(scope, declared, [readQueue(queues.queue.queueArn)]);
  feed(lambda, queues.queue, manifest.consumers[key] ?? manifest.queues[key] ?? {});
  const consumer = manifest.consumers[key];
  if (consumer) addEventRule(stack, declared, consumer, queues);
  const { objects } = manifest.queues[key] ?? {};
  if (objects) addObjectRule(stack, declared, objects, queues);
}

function deploySchedule(scope: Scope, declared: DeployedFunction): void {
  const schedule = scope.manifest.schedules[declared.key];
  const lambda = deploy(scope, declared);
  if (schedule) addSchedule(scope.stack, declared.name, schedule, lambda);
}

function deploySocket(scope: Scope, declared: DeployedFunction): void {
  const lambda = deploy(scope, declared);
  for (const [routeKey, key] of Object.entries(scope.manifest.sockets)) {
    if (key === declared.key) addSocketRoute(scope.stack, lambda, routeKey);
  }
}
