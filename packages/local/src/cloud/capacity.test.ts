import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, expect, it } from "vitest";
import { createCloudFront } from "../cloudfront/cloudfront";
import { startDns } from "../dns/dns";
import { startDynamoDb } from "../dynamodb/dynamodb";
import { createTable } from "../dynamodb/table";
import { keyOfSession } from "../iam/access-key";
import { createKms } from "../kms/kms";
import { createLogs } from "../logs/logs";
import { createParameters } from "../parameters/parameters";
import { createS3 } from "../s3/s3";
import { createSes } from "../ses/ses";
import { createSqs } from "../sqs/sqs";
import { createStepFunctions } from "../stepfunctions/stepfunctions";
import { createSts } from "../sts/sts";
import { type Consumed, consumptionOf } from "../testing/consumed";
import { ACCOUNT } from "../wire/arn";
import { calm } from "../wire/chaos";
import { serveAws } from "../wire/endpoint";
import { openStore } from "../wire/store";
import { ensureBucket } from "./bucket";
import type { Handler, Scenario } from "./capacity/scenario";
import { BUCKET_NAME, CREDENTIALS, environmentOf, ROOT, TABLE_NAME } from "./settings";
import { createWatchers } from "./watchers";

// UPDATE_CAPACITY=1 writes the file anew: the commit then shows what became dearer, and for whom.
const FILE = join(ROOT, "docs/capacity.json");
const isUpdate = process.env.UPDATE_CAPACITY === "1";

// A table of its own: others' data would be counted too.
const dynamodb = await startDynamoDb({ dataFile: null });
const store = openStore(":memory:");
const stepFunctions = createStepFunctions({ store, invoke: async () => undefined });
const kms = createKms({ store, keyFile: join(mkdtempSync(join(tmpdir(), "faibric-")), "kms.key") });
const parameters = createParameters({ store, encrypt: kms.encrypt, decrypt: kms.decrypt });
const sqs = createSqs({ store, chaos: calm(), endpointUrl: () => endpoint.url });
for (const name of ["audit-write-audit", "storage-empty-trash"]) {
  sqs.ensureQueue(`${name}.fifo`, { FifoQueue: "true" });
}
const root = mkdtempSync(join(tmpdir(), "faibric-objects-"));
const objects = createS3({ store, root, credentials: CREDENTIALS });
const dns = await startDns({ store });
const others = [
  createCloudFront({ store, leadsHere: () => false }),
  stepFunctions,
  parameters,
  createSes({ store }),
  createSts(CREDENTIALS, keyOfSession),
  createLogs(createWatchers(store), ["a-function"]),
  objects,
  sqs,
];
const endpoint = await serveAws(others);
const roles = environmentOf({ aws: endpoint.url, dynamodb: dynamodb.url });
Object.assign(process.env, {
  AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url,
  AWS_ENDPOINT_URL_S3: endpoint.url,
  AWS_ENDPOINT_URL_STS: endpoint.url,
  AWS_ENDPOINT_URL_SFN: endpoint.url,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint.url,
  AWS_ENDPOINT_URL_SESV2: endpoint.url,
  AWS_ENDPOINT_URL_SQS: endpoint.url,
  QUEUE_URL_WRITE_AUDIT: `${endpoint.url}/${ACCOUNT}/audit-write-audit.fifo`,
  QUEUE_URL_EMPTY_TRASH: `${endpoint.url}/${ACCOUNT}/storage-empty-trash.fifo`,
  AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoint.url,
  LOG_GROUP_PREFIXES: roles.LOG_GROUP_PREFIXES,
  AWS_ENDPOINT_URL_CLOUDFRONT: endpoint.url,
  DNS_SERVERS: `127.0.0.1:${dns.port}`,
  SITES_HOST: roles.SITES_HOST,
  SITES_DISTRIBUTION: roles.SITES_DISTRIBUTION,
  SITES_CONNECTIONS: roles.SITES_CONNECTIONS,
  FILES_URL: endpoint.url,
  LIVE_ENDPOINT: endpoint.url,
  TENANT_READER_ROLE: roles.TENANT_READER_ROLE,
  TENANT_ERASER_ROLE: roles.TENANT_ERASER_ROLE,
  MAIL_FROM: "no-reply@faibric.example",
  SITE_URL: "http://localhost",
});
const raw = new DynamoDBClient({});
await createTable(raw, TABLE_NAME);
await ensureBucket(new S3Client({ forcePathStyle: true }), BUCKET_NAME);

// Imported once it is said where the table is.
const { manifests } = await import("@faibric/functions/manifests");
const { functionsOf } = await import("@faibric/functions/platform/manifest.schema");
const { table } = await import("@faibric/core/platform/table");
const { logged } = await import("@faibric/core/testing/logged");
const { newCaller } = await import("@faibric/functions/platform/caller.fixture");
const { isAudited } = await import("@faibric/core/platform/contract");
const { authenticate } = await import("@faibric/functions/platform/authenticate");
const handlers = import.meta.glob<{ handler: Handler }>([
  "../../../functions/src/*/**/*.ts",
  "!**/*.test.ts",
]);
const scenarios = import.meta.glob<{ scenarios: Readonly<Record<string, Scenario>> }>(
  "./capacity/*.scenarios.ts",
);

const measure = consumptionOf(table.client as unknown as DynamoDBClient); // typed as any of the SDK's clients
const functions = manifests
  .flatMap(functionsOf)
  .filter(({ grants }) => grants.some((grant) => grant.startsWith("table:")));
for (const name of manifests.flatMap(({ pipelines }) => Object.keys(pipelines))) {
  stepFunctions.ensureMachine(name, { StartAt: "End", States: { End: { Type: "Succeed" } } });
}

afterAll(async () => {
  await endpoint.close();
  await dns.close();
  await dynamodb.close();
});

const written: Record<string, Consumed> = existsSync(FILE)
  ? (JSON.parse(readFileSync(FILE, "utf8")) as Record<string, Consumed>)
  : {};
const measured: Record<string, Consumed> = {};
const functionsNamed = new Set(functions.map(({ capability, key }) => `${capability}.${key}`));

/** What the audit log is still to be told of an operation: here nothing brings it there. */
async function recordsOf(action: string): Promise<readonly { outcome: string }[]> {
  const outcomes: { outcome: string }[] = [];
  // A scan answers a megabyte at most.
  const pages = paginateScan(
    { client: raw },
    {
      TableName: TABLE_NAME,
      FilterExpression: "contains(pk, :outbox) AND #record.#action = :action",
      ExpressionAttributeNames: { "#record": "record", "#action": "action" },
      ExpressionAttributeValues: {
        ":outbox": { S: "#platform.audit-outbox#" },
        ":action": { S: action },
      },
    },
  );
  for await (const { Items = [] } of pages) {
    outcomes.push(...Items.map(({ record }) => ({ outcome: record?.M?.outcome?.S ?? "" })));
  }
  return outcomes;
}

type Measured = (typeof functions)[number];

async function prepare({ capability, key, file }: Measured): Promise<() => Promise<unknown>> {
  const found = await scenarios[`./capacity/${capability}.scenarios.ts`]?.();
  const scenario = found?.scenarios[key];
  const module = await handlers[`../../../${file.slice("packages/".length)}.ts`]?.();
  if (!scenario || !module) {
    throw new Error(`${capability}.scenarios.ts needs a typical call of ${key}`);
  }
  return scenario(module.handler);
}

/** To sign in takes as long as it takes, whoever does: what the next calls need is prepared meanwhile. */
const AHEAD = 6;
const prepared = new Map<Measured, ReturnType<typeof prepare>>();

function preparedFor(one: Measured): ReturnType<typeof prepare> {
  const from = functions.indexOf(one);
  for (const next of functions.slice(from, from + AHEAD)) {
    if (prepared.has(next)) continue;
    const preparing = prepare(next);
    preparing.catch(() => undefined); // said by the test that needs it
    prepared.set(next, preparing);
  }
  return prepared.get(one) ?? prepare(one);
}

async function measureOne(one: Measured) {
  const { result } = await logged(async () => measure(await preparedFor(one)));
  return result;
}

it.each(functions)("$name costs what docs/capacity.json says", async (one) => {
  // As in a function that is warm: it has read the keys of tokens.
  await authenticate({ access: "user", method: "GET" }, (await newCaller()).headers);
  const id = `${one.capability}.${one.key}`;
  const consumed = await measureOne(one);
  measured[id] = consumed;
  expect(consumed.calls).toBeGreaterThan(0);
  if (!isUpdate) expect(consumed, "UPDATE_CAPACITY=1 writes the file anew").toEqual(written[id]);
});

const operations = manifests.flatMap(({ capability, operations }) =>
  Object.entries(operations).map(([key, contract]) => ({ id: `${capability}.${key}`, contract })),
);

it.each(operations.filter(({ id }) => functionsNamed.has(id)))(
  "$id tells the audit log of its success, or its contract says that it does not",
  async ({ contract }) => {
    const told = await recordsOf(`${contract.method} ${contract.path}`);
    const succeeded = told.filter(({ outcome }) => outcome === "succeeded");
    if (!isAudited(contract)) expect(succeeded).toEqual([]);
    // A request that says nothing of whom it concerns concerns nobody whose log could tell of it.
    else expect(succeeded.length, contract.summary).toBeGreaterThan(0);
  },
);

it("has in docs/capacity.json what is there, and no more", () => {
  expect(Object.keys(measured)).toHaveLength(functions.length);
  const sorted = Object.fromEntries(Object.entries(measured).sort(([a], [b]) => (a < b ? -1 : 1)));
  if (isUpdate) writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
  else expect(Object.keys(written)).toEqual(Object.keys(sorted));
});
