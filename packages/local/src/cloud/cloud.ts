import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { LOG_DAYS } from "@faibric/core/offboarding/offboarding.schema";
import type { RateLimitSettings } from "@faibric/core/platform/rate-limits";
import { API_HEADERS } from "@faibric/core/platform/security-headers";
import type { Manifest } from "@faibric/functions/platform/manifest.schema";
import { createCloudFront } from "../cloudfront/cloudfront";
import { createDashboard } from "../dashboard/dashboard";
import { startDns } from "../dns/dns";
import { startDynamoDb } from "../dynamodb/dynamodb";
import { sweepExpired } from "../dynamodb/expiry";
import { forwardDynamoDb } from "../dynamodb/forward";
import { keepStreamShort } from "../dynamodb/stream-retention";
import { createTable } from "../dynamodb/table";
import { createEventBridge } from "../eventbridge/eventbridge";
import { createHttpApi } from "../gateway/http-api";
import { createWebSocketApi } from "../gateway/websocket-api";
import { keyOfSession } from "../iam/access-key";
import { openGate } from "../iam/gate";
import { createJudge } from "../iam/judge";
import { laptopEstate } from "../iam/laptop-estate";
import { createKms } from "../kms/kms";
import { createLambda } from "../lambda/lambda";
import { createLogs } from "../logs/logs";
import { createParameters } from "../parameters/parameters";
import { createS3 } from "../s3/s3";
import { createSes } from "../ses/ses";
import { createSqs } from "../sqs/sqs";
import { createStepFunctions } from "../stepfunctions/stepfunctions";
import { createSts } from "../sts/sts";
import { type Chaos, calm } from "../wire/chaos";
import { serveAws } from "../wire/endpoint";
import { claimPort } from "../wire/port";
import { openStore } from "../wire/store";
import { ensureBucket } from "./bucket";
import { startFiles } from "./files";
import { startFront } from "./front";
import { tellOperator } from "./operator";
import { planOf } from "./plan";
import {
  BUCKET_NAME,
  CREDENTIALS,
  environmentOf,
  filesIn,
  KMS_ALIAS,
  SITES,
  TABLE_NAME,
  UNKNOWN_ROUTE,
} from "./settings";
import { type Site, type SiteMode, startSite } from "./site";
import { startFollowingSite } from "./site-following";
import { createWatchers } from "./watchers";
import { functionsFor, provision, queueUrls, startPumps } from "./wiring";

export interface CloudOptions {
  readonly dataDir: string;
  readonly manifests: readonly Manifest[];
  /** Where a capability's sources are, by its name; the repository by default, fixtures in tests. */
  readonly sourceRoots?: Readonly<Record<string, string>>;
  /** Of the platform itself; 0 for any free one. */
  readonly port: number;
  /** Of the emulated AWS services; 0 for any free one. */
  readonly awsPort: number;
  /** Of the origin that tenants' files have; any free one by default: addresses there are short-lived. */
  readonly filesPort?: number;
  /** Of the web app; undefined leaves it out. */
  readonly sitePort?: number;
  /** How the web app is run. Default `dev`. One that was built changes to it once one of its sources is saved. */
  readonly siteMode?: SiteMode;
  readonly chaos?: Chaos;
  /** Whether what follows from requests is done; default true. Without it they can be measured by themselves. */
  readonly delivers?: boolean;
  /** Instead of the platform's own limits, for what makes more requests than a person would. */
  readonly rateLimits?: RateLimitSettings;
  /** Whether saved sources go into service; default true. */
  readonly watch?: boolean;
  /** Seconds until a failed message comes again, by how often it was received. Default 2, 4, 8, 16. */
  readonly retryDelaySeconds?: (receiveCount: number) => number;
  /** How long one second of a pipeline's waits and retries lasts, in milliseconds. 1000, less in tests. */
  readonly secondMs?: number;
}

export type Cloud = Awaited<ReturnType<typeof startCloud>>;

/** Starts everything on this laptop. What was acknowledged before, even if killed since, is there. */
export async function startCloud(options: CloudOptions) {
  const { dataDir, manifests, chaos = calm(), watch = true, delivers = true } = options;
  const { retryDelaySeconds = (count) => 2 ** count } = options;
  mkdirSync(dataDir, { recursive: true });
  const files = filesIn(dataDir);
  const port = await claimPort(options.port, "the platform", "FAIBRIC_PORT");
  const awsPort = await claimPort(options.awsPort, "the AWS services", "FAIBRIC_AWS_PORT");
  const aws = `http://127.0.0.1:${awsPort}`;
  const filesPort = await claimPort(options.filesPort ?? 0, "tenants' files");
  const plan = planOf(manifests);
  const { secondMs = 1000 } = options;
  const judge = createJudge(manifests, laptopEstate(plan));
  openGate(judge);

  const dynamodb = await startDynamoDb({ dataFile: files.tables });
  const edgeSecret = randomBytes(32).toString("base64url");
  Object.assign(
    process.env,
    environmentOf({
      aws,
      dynamodb: dynamodb.url,
      site: `http://localhost:${port}`,
      files: `http://127.0.0.1:${filesPort}`,
    }),
    { EDGE_SECRET: edgeSecret },
    options.rateLimits && { RATE_LIMITS: JSON.stringify(options.rateLimits) },
    queueUrls(plan, aws),
  );
  const tables = new DynamoDBClient({});
  await createTable(tables, TABLE_NAME);

  const store = openStore(files.store);
  const dns = await startDns({ store });
  dns.set(SITES.host, "A", ["127.0.0.1"]);
  process.env.DNS_SERVERS = `127.0.0.1:${dns.port}`;
  const watchers = createWatchers(store, LOG_DAYS * 86_400 * secondMs);
  const kms = createKms({ store, keyFile: files.keys });
  kms.ensureKey(KMS_ALIAS);
  const parameters = createParameters({ store, encrypt: kms.encrypt, decrypt: kms.decrypt });
  const sqs = createSqs({ store, chaos, endpointUrl: () => aws });
  const ses = createSes({ store });
  const lambda = await createLambda({
    functions: functionsFor(plan, options.sourceRoots),
    outDir: files.functions,
    // Of tests, which start many of these, each with a folder of its own.
    sharedPackages: process.env.FAIBRIC_SHARED_PACKAGES,
    store,
    watch,
    onLog: (line) => watchers.tell({ line: { ...line, time: new Date().toISOString() } }),
    onBuild: (build) => watchers.tell({ build }),
  });
  const stepFunctions = createStepFunctions({ store, invoke: lambda.invoke, secondMs });
  const eventBridge = createEventBridge({
    store,
    autostart: false,
    targets: {
      sqs: (queue, body, { groupId, attributes = {} }) => {
        const named = Object.entries(attributes).map(([name, StringValue]) => [
          name,
          { DataType: "String", StringValue },
        ]);
        const group = groupId === undefined ? {} : { groupId };
        sqs.send(queue, body, { ...group, attributes: Object.fromEntries(named) });
      },
      lambda: async (name, payload) => void (await lambda.invoke(name, payload)),
      states: async (machine, input) =>
        void stepFunctions.start(machine, `event-${Date.now()}`, input),
    },
  });
  const s3 = createS3({
    store,
    root: files.objects,
    credentials: CREDENTIALS,
    judge,
    onEvent: (delivery) => {
      if (delivery.to === "eventbridge") eventBridge.putServiceEvent(delivery.event);
    },
  });
  const live = createWebSocketApi({
    refusalHeaders: API_HEADERS,
    routes: plan.sockets,
    routeSelectionExpression: "$request.body.action",
    invoke: lambda.invoke,
    store,
  });
  const endpoint = await serveAws(
    [
      forwardDynamoDb(dynamodb.url),
      ...[
        createSts(CREDENTIALS, keyOfSession),
        createCloudFront({ store, leadsHere: (domain) => dns.aliasOf(domain) === SITES.host }),
        createLogs(
          watchers,
          plan.functions.map(({ name }) => name),
        ),
        kms,
        parameters,
        sqs,
        s3,
        ses,
        lambda,
        stepFunctions,
        eventBridge,
        live.service,
      ],
    ],
    awsPort,
  );
  const filesOrigin = await startFiles({ port: filesPort, aws });
  await ensureBucket(new S3Client({ forcePathStyle: true }), BUCKET_NAME);
  provision(plan, { sqs, eventBridge, stepFunctions });
  eventBridge.start();
  await live.endLeftConnections();
  sqs.onChange(() => watchers.tell({ changed: "queues" }));
  stepFunctions.onChange(() => watchers.tell({ changed: "executions" }));
  eventBridge.onEvent(() => watchers.tell({ changed: "events" }));
  ses.onMail(() => watchers.tell({ changed: "mail" }));

  const stopping = new AbortController();
  const { signal } = stopping;
  const working = Promise.all([
    ...(delivers
      ? [startPumps(plan, { lambda, sqs, dynamodb, store, signal, retryDelaySeconds })]
      : []),
    sweepExpired({ client: tables, tableName: TABLE_NAME, store, signal }),
    ...(dynamodb.kind === "dynoxide"
      ? [keepStreamShort({ dataFile: dynamodb.dataFile, store, signal })]
      : []),
  ]);

  let site: Site | undefined;
  const services = {
    dynamodb,
    dns,
    store,
    kms,
    sqs,
    s3,
    ses,
    lambda,
    stepFunctions,
    eventBridge,
    live,
  };
  const front = await startFront({
    port,
    edgeSecret,
    httpApi: createHttpApi({
      routes: [...plan.routes, { routeKey: "$default", functionName: UNKNOWN_ROUTE }],
      invoke: lambda.invoke,
      onRequest: (request) => watchers.tell({ request }),
    }),
    upgradeLive: live.handleUpgrade,
    dashboard: createDashboard({ ...services, tables, watchers, chaos, plan }),
    site: () => site,
  });
  tellOperator(parameters, front.url);
  if (options.sitePort !== undefined) {
    const sitePort = await claimPort(options.sitePort, "the web app", "FAIBRIC_PORT");
    // Where its own server asks the API.
    process.env.FAIBRIC_API_URL = front.url.replace("localhost", "127.0.0.1");
    const { siteMode = "dev" } = options;
    const follows = watch && siteMode === "built";
    site = follows ? startFollowingSite(sitePort) : startSite(sitePort, siteMode);
  }

  return {
    url: front.url,
    awsUrl: aws,
    dataDir,
    plan,
    chaos,
    watchers,
    judge,
    ...services,
    /** Lets work at hand finish, then stops. */
    async close() {
      stopping.abort();
      await site?.close();
      await front.close();
      await working;
      await filesOrigin.close();
      await endpoint.close();
      await dns.close();
      store.close();
      await dynamodb.close();
      judge.assertNobodyRefused();
    },
  };
}
