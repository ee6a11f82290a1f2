import { type Contract, isCrossOrigin, permissionOf } from "@faibric/core/platform/contract";
import type { EventDefinition } from "@faibric/core/platform/event";

/**
 * What a function may reach, by name. The stacks turn each into the least policy that serves;
 * nothing is granted that is not named.
 */
export type Grant =
  | "table:read"
  | "table:write" // and read
  | "key:use" // to note when an API key was used, and nothing else of it
  | "events:publish" // the relay's alone
  | "live:push" // to open WebSockets
  | "mail:send"
  | "sites:address" // to know where businesses' own domains are to lead
  | "sites:host" // and to have CloudFront serve them
  | "site:address" // to know it, as passkeys must: they are bound to the site
  | "places:read" // the database of where addresses are, which lies beside the function
  | `bucket:${string}:read` // objects under `tenant_*/<prefix>`
  | `bucket:${string}:write`
  | `bucket:${string}:receive` // new objects only: what is there is not read
  | `bucket:${string}:parts` // send objects in parts, and give that up
  | `bucket:${string}:versions` // read a version of an object
  | `bucket:${string}:purge` // delete all versions of an object
  | "files:address" // to know where the bucket's objects come from and go to
  | `persons-bucket:${string}:read` // objects under `person_*/<prefix>`, who are in no tenant
  | `persons-bucket:${string}:write`
  | `queue:${string}` // send to a queue that a manifest declares
  | `secret:${string}` // read it; with `:create` behind its name, also make it where there is none
  | "logs:read" // look through all logs of the stage
  | "session:read" // a session in one tenant: all its items and objects, and its exports to write
  | "session:erase" // and one that deletes them
  | `kms:${string}:seal` // encrypt what has this purpose, in an envelope; `:rewrap` puts it under another key
  | `kms:${string}:open` // decrypt it
  | `kms:${string}:rewrap`
  | "tenant-session" // read as one tenant, by a session that IAM lets reach no other
  | `model:${string}` // invoke a Bedrock model
  | `pipeline:${string}`; // start a pipeline that a manifest declares

/** How a function that reads a queue is fed. */
export interface Feed {
  /** Messages handed over at once, 1 to 10,000. Default 10; over 10 needs a window. */
  readonly batchSize?: number;
  /** How long to gather a batch, in seconds, 0 to 300. Default 0. */
  readonly windowSeconds?: number;
  /** Batches at once, 2 to 1,000. Default as many as there is work for. */
  readonly concurrency?: number;
}

/** One kind of event, brought to a function through a queue of its own with dead letters. */
export interface Consumer extends Feed {
  readonly event: EventDefinition;
}

/** A queue that functions send to, and its worker. */
export interface WorkQueue extends Feed {
  /** In order within a message group, and each message once in five minutes. */
  readonly fifo?: boolean;
  /** Told of each object that is made in the bucket at such a path, in every tenant; a * stands for anything. */
  readonly objects?: string;
}

export interface Schedule {
  /** EventBridge's `rate(…)` or `cron(…)`, in UTC. */
  readonly expression: string;
}

/** A Step Functions state machine, as Amazon States Language. A Task's Resource is `step:<name>`. */
export interface Pipeline {
  readonly definition: StateMachineDefinition;
  /** The steps it calls, by name: `applySettings` is `<capability>/<pipeline>/apply-settings.ts`. */
  readonly steps: readonly string[];
}

export interface StateMachineDefinition {
  readonly Comment?: string;
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<
    Record<string, { readonly Type: string; readonly [field: string]: unknown }>
  >;
}

/**
 * All that runs for one capability, as data. The stacks deploy it, the laptop cloud runs it, and the
 * tests go through it, so none of them can know of a function that the others do not.
 */
export interface Manifest {
  readonly capability: string;
  /** `createThread` is served by `<capability>/create-thread.ts`. */
  readonly operations: Readonly<Record<string, Contract>>;
  /** `onThreadCreated` is served by `<capability>/on-thread-created.ts`. */
  readonly consumers: Readonly<Record<string, Consumer>>;
  /** `writeAudit` is a queue, read by `<capability>/write-audit.ts`. */
  readonly queues: Readonly<Record<string, WorkQueue>>;
  /** `everyHourCloseCarts` is served by `<capability>/every-hour-close-carts.ts`. */
  readonly schedules: Readonly<Record<string, Schedule>>;
  readonly pipelines: Readonly<Record<string, Pipeline>>;
  /** WebSocket route keys (`$connect`, `$disconnect`, `$default`, an action) -> function. */
  readonly sockets: Readonly<Record<string, string>>;
  /** What each function may reach. All are named, those that reach nothing too. */
  readonly grants: Readonly<Record<string, readonly Grant[]>>;
  /** Seconds a function may take, where the default (API 28, others 30) does not fit. */
  readonly timeouts: Readonly<Record<string, number>>;
}

type Names<Part> = Extract<keyof Part, string>;
type Steps<P> =
  P extends Readonly<Record<string, { steps: readonly (infer S)[] }>> ? S & string : never;
type Sockets<W> = W[keyof W] & string;

/** Fills in what a capability leaves out. A function without its grants does not compile. */
export function defineManifest<
  const O extends Manifest["operations"] = Record<never, never>,
  const C extends Manifest["consumers"] = Record<never, never>,
  const Q extends Manifest["queues"] = Record<never, never>,
  const S extends Manifest["schedules"] = Record<never, never>,
  const P extends Manifest["pipelines"] = Record<never, never>,
  const W extends Manifest["sockets"] = Record<never, never>,
>(manifest: {
  capability: string;
  operations?: O;
  consumers?: C;
  queues?: Q;
  schedules?: S;
  pipelines?: P;
  sockets?: W;
  grants: Readonly<
    Record<Names<O> | Names<C> | Names<Q> | Names<S> | Steps<P> | Sockets<W>, readonly Grant[]>
  >;
  timeouts?: Manifest["timeouts"];
}): Manifest {
  const none = { operations: {}, consumers: {}, queues: {}, schedules: {}, pipelines: {} };
  // A module namespace holds more than contracts would allow a plain spread to keep: copy its entries.
  const operations = { ...manifest.operations };
  return { ...none, sockets: {}, timeouts: {}, ...manifest, operations };
}

/** One deployed function of a manifest: what it is for decides its file. */
export interface DeployedFunction {
  readonly capability: string;
  /** The key in the manifest, such as `createThread`. */
  readonly key: string;
  /** Unique in the platform: `forum-create-thread`. */
  readonly name: string;
  readonly kind: "operation" | "consumer" | "queue" | "schedule" | "step" | "socket";
  /** The pipeline a step belongs to. */
  readonly pipeline?: string;
  /** The source file from the root, without its extension. */
  readonly file: string;
  readonly timeoutSeconds: number;
  readonly grants: readonly Grant[];
}

const API_TIMEOUT_SECONDS = 28; // under API Gateway's 29, so that the function answers, not the gateway
const TIMEOUT_SECONDS = 30;

/** Every function of a manifest. Names decide files, so nothing lists handlers by hand. */
export function functionsOf(manifest: Manifest): DeployedFunction[] {
  const { capability, timeouts, grants } = manifest;
  const one = (
    key: string,
    kind: DeployedFunction["kind"],
    pipeline?: string,
  ): DeployedFunction => {
    const path = [...(pipeline ? [kebab(pipeline)] : []), kebab(key)];
    return {
      capability,
      key,
      kind,
      ...(pipeline ? { pipeline } : {}),
      name: [capability, ...path].join("-"),
      file: ["packages/functions/src", capability, ...path].join("/"),
      timeoutSeconds:
        timeouts[key] ?? (kind === "operation" ? API_TIMEOUT_SECONDS : TIMEOUT_SECONDS),
      grants: [
        ...(grants[key] ?? []),
        ...(kind === "operation" ? impliedBy(manifest.operations[key]) : []),
      ],
    };
  };
  return [
    ...Object.keys(manifest.operations).map((key) => one(key, "operation")),
    ...Object.keys(manifest.consumers).map((key) => one(key, "consumer")),
    ...Object.keys(manifest.queues).map((key) => one(key, "queue")),
    ...Object.keys(manifest.schedules).map((key) => one(key, "schedule")),
    ...[...new Set(Object.values(manifest.sockets))].map((key) => one(key, "socket")),
    ...Object.entries(manifest.pipelines).flatMap(([pipeline, { steps }]) =>
      steps.map((key) => one(key, "step", pipeline)),
    ),
  ];
}

/** Whoever may be asked with an API key notes its use, also where it is only to say that no key may do it. */
function impliedBy(contract: Contract | undefined): Grant[] {
  const isAsked = contract && (contract.access === "user" || permissionOf(contract) !== undefined);
  return isAsked ? ["key:use"] : [];
}

/**
 * The routes by which browsers ask whether a page of another origin may call, by path. One of the operations
 * there answers for all: it knows the app key, which decides.
 */
export function preflightsOf({ operations }: Manifest): Readonly<Record<string, string>> {
  const open = Object.entries(operations).filter(([, contract]) => isCrossOrigin(contract));
  return Object.fromEntries(open.map(([key, { path }]) => [path, key]));
}

/** The events that a consumer's rule lets through: those of one type and version, for it can parse no other. */
export function eventPatternOf({ type, version }: EventDefinition) {
  const [source = type] = type.split(".");
  return { source: [source], detailType: [type], detail: { version: [version] } };
}

/** The events of the bucket that a queue is told of: what is made at such a path, in every tenant. */
export function objectsPatternOf(bucket: string, path: string) {
  return {
    source: ["aws.s3"],
    detailType: ["Object Created"],
    detail: {
      bucket: { name: [bucket] },
      object: { key: [{ wildcard: `tenant_*/${path}` }] },
    },
  };
}

/** `createThread` -> `create-thread`: the form of file, queue, rule and machine names. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The ASL with each `step:<name>` replaced by what `resolve` gives: a function's ARN. */
export function resolveSteps(
  definition: StateMachineDefinition,
  resolve: (step: string) => string,
): StateMachineDefinition {
  const replace = (value: unknown): unknown => {
    if (typeof value === "string" && value.startsWith("step:")) return resolve(value.slice(5));
    if (Array.isArray(value)) return value.map(replace);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replace(part)]));
    }
    return value;
  };
  return replace(definition) as StateMachineDefinition;
}

/** What each operation is called, by its route: `PATCH /api/tenants/{tenantId}` is `tenant.renameTenant`. */
export function namesOf(manifests: readonly Manifest[]): Record<string, string> {
  return Object.fromEntries(
    manifests.flatMap(({ capability, operations }) =>
      Object.entries(operations).map(([key, { method, path }]) => [
        `${method} ${path}`,
        `${capability}.${key}`,
      ]),
    ),
  );
}
