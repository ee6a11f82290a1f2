import { setTimeout as sleep } from "node:timers/promises";
import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { killableCloud } from "../testing/killable-cloud";
import { arn } from "../wire/arn";

const KILLS = 50;
const cloud = await killableCloud();
const { happen, effect } = await import("@faibric/core/testing/trial");
const { newTenant, newUser } = await import("@faibric/core/testing/actors");
const { createSigningKey, signAccessToken } = await import(
  "@faibric/core/platform/access-token-signer"
);

const sqs = new SQSClient({ maxAttempts: 1 });
const s3 = new S3Client({ forcePathStyle: true, maxAttempts: 1 });
const events = new EventBridgeClient({ maxAttempts: 1 });
const stepFunctions = new SFNClient({ maxAttempts: 1 });
const tenantId = newTenant();
const Bucket = "faibric-files";
let token = "";
let queueUrl = "";
let ruleQueueUrl = "";

beforeAll(async () => {
  await cloud.start();
  token = await signAccessToken(newUser(), await createSigningKey(), 3_600);
  const make = async (QueueName: string) =>
    (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? "";
  queueUrl = await make("kept");
  ruleQueueUrl = await make("from-rule");
  await events.send(new PutRuleCommand({ Name: "kept", EventPattern: '{"source":["kill"]}' }));
  const Targets = [{ Id: "queue", Arn: arn("sqs", "from-rule") }];
  await events.send(new PutTargetsCommand({ Rule: "kept", Targets }));
}, 60_000);
afterAll(() => cloud.remove());

/** What was acknowledged, by kind. Everything else may be there or not, but never half. */
const acknowledged = {
  messages: new Set<string>(),
  events: new Set<string>(),
  objects: new Set<string>(),
  executions: new Set<string>(),
  tenants: new Map<string, string>(),
  happenings: new Map<string, number>(),
};
const attempted = { happenings: new Map<string, number>() };
let number = 0;
const next = () => String(number++);
const add = (counts: Map<string, number>, name: string) =>
  counts.set(name, (counts.get(name) ?? 0) + 1);
const contentOf = (name: string) => `${name}:`.repeat(20_000);

const writers: readonly (() => Promise<unknown>)[] = [
  async () => {
    const MessageBody = next();
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    acknowledged.messages.add(MessageBody);
  },
  async () => {
    const name = next();
    const Entries = [{ Source: "kill", DetailType: "x", Detail: JSON.stringify({ name }) }];
    const { FailedEntryCount } = await events.send(new PutEventsCommand({ Entries }));
    if (!FailedEntryCount) acknowledged.events.add(name);
  },
  async () => {
    const Key = `k/${next()}`;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: contentOf(Key) }));
    acknowledged.objects.add(Key);
  },
  async () => {
    const { executionArn = "" } = await stepFunctions.send(
      new StartExecutionCommand({
        stateMachineArn: arn("states", "stateMachine:onboarding"),
        name: `kill-${next()}`,
        // A tenant that is not there: the saga fails, undoes, and ends.
        input: JSON.stringify({ tenantId, correlationId: "kill", settings: {} }),
      }),
    );
    acknowledged.executions.add(executionArn);
  },
  async () => {
    const name = `n${number % 7}`;
    add(attempted.happenings, name);
    await happen(tenantId, name, number % 3 ? "ok" : "slow after");
    add(acknowledged.happenings, name);
  },
];

async function foundTenant() {
  // A client that repeats its request until it is answered, with one key: there is one tenant.
  const slug = `shop-${next()}`;
  for (;;) {
    const answer = await createTenant(slug).catch(() => undefined);
    if (answer?.status === 201) {
      acknowledged.tenants.set(slug, ((await answer.json()) as { tenantId: string }).tenantId);
      return;
    }
    if (answer && answer.status !== 409) throw new Error(`${answer.status} ${await answer.text()}`);
    await sleep(50);
  }
}

function createTenant(slug: string) {
  return fetch(`${cloud.url}/api/tenants`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "idempotency-key": `key-${slug}`,
    },
    body: JSON.stringify({ name: slug, slug }),
  });
}

/** A request that was cut off holds its key for half a minute: these are as many clients, each with its own. */
const FOUNDERS = 8;
const founders = Array.from({ length: FOUNDERS }, () => foundTenant);

async function write(signal: AbortSignal) {
  await Promise.all(
    [...writers, ...founders].map(async (writer) => {
      while (!signal.aborted) {
        // The cloud is killed in between: what it did not acknowledge promises nothing.
        await writer().catch(() => sleep(20));
      }
    }),
  );
}

it(`keeps everything it acknowledged through ${KILLS} kills at random moments`, async () => {
  const stop = new AbortController();
  const writing = write(stop.signal);
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(30 + Math.random() * 400);
    await cloud.kill();
    await cloud.start();
  }
  stop.abort();
  await writing;

  expect(await drain(queueUrl)).toEqual(expect.objectContaining({ missing: [] }));
  await Promise.all([expectMessages(), expectObjects(), expectExecutions(), expectHappenings()]);
  await expectTenants();
}, 600_000);

async function drain(url: string, wanted = acknowledged.messages, read = (body: string) => body) {
  const seen = new Set<string>();
  for (let idle = 0; idle < 2; ) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
    );
    idle = Messages.length ? 0 : idle + 1;
    for (const { Body = "" } of Messages) seen.add(read(Body));
    if (!Messages.length) continue;
    const Entries = Messages.map(({ ReceiptHandle }, Id) => ({ Id: String(Id), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
  }
  return { missing: [...wanted].filter((name) => !seen.has(name)), seen: seen.size };
}

async function expectMessages() {
  const read = (body: string) => (JSON.parse(body) as { detail: { name: string } }).detail.name;
  const { missing } = await drain(ruleQueueUrl, acknowledged.events, read);
  expect(missing, "events that reached no queue").toEqual([]);
}

/** Each object that is there is whole; each acknowledged one is there. */
async function expectObjects() {
  const present = new Set<string>();
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket,
        Prefix: "k/",
        ...(ContinuationToken ? { ContinuationToken } : {}),
      }),
    );
    for (const { Key = "" } of page.Contents ?? []) present.add(Key);
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
  expect([...acknowledged.objects].filter((key) => !present.has(key))).toEqual([]);
  for (const Key of present) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect((await Body?.transformToString()) === contentOf(Key), Key).toBe(true);
  }
}

async function expectExecutions() {
  for (const executionArn of acknowledged.executions) {
    await eventually(
      async () =>
        (await stepFunctions.send(new DescribeExecutionCommand({ executionArn }))).status ?? "",
      (status) => status === "FAILED",
      60_000,
    );
  }
}

/** State and event were one transaction: as many effects as announcements, in the end. */
async function expectHappenings() {
  for (const [name, count] of acknowledged.happenings) {
    const announced = await effect(tenantId, `announced:${name}`);
    expect(announced).toBeGreaterThanOrEqual(count);
    expect(announced).toBeLessThanOrEqual(attempted.happenings.get(name) ?? 0);
    await eventually(
      () => effect(tenantId, name),
      (effects) => effects === announced,
      60_000,
    );
  }
}

/** One tenant for each key, whatever was repeated: the same answer again, and active in the end. */
async function expectTenants() {
  expect(acknowledged.tenants.size).toBeGreaterThan(5);
  for (const [slug, id] of acknowledged.tenants) {
    const again = (await (await createTenant(slug)).json()) as { tenantId: string };
    expect(again.tenantId).toBe(id);
    const headers = { authorization: `Bearer ${token}`, "x-tenant-id": id };
    await eventually(
      async () => {
        const answer = await fetch(`${cloud.url}/api/tenants/${id}`, { headers });
        return ((await answer.json()) as { status: string }).status;
      },
      (status) => status === "active",
      60_000,
    );
  }
}
