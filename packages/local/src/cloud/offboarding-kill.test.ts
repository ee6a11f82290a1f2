import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { BatchWriteItemCommand, DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { ListObjectVersionsCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { killableCloud } from "../testing/killable-cloud";
import { BUCKET_NAME as Bucket, TABLE_NAME as TableName } from "./settings";

const KILLS = 4;
const ITEMS = 3_000;
const cloud = await killableCloud();
const { newCaller } = await import("@faibric/functions/platform/caller.fixture");
const { asSystem } = await import("@faibric/core/testing/actors");
const { createId } = await import("@faibric/core/platform/id");
const { withActor } = await import("@faibric/core/platform/actor");
const { findErased } = await import("@faibric/core/platform/erased");
const Export = await import("@faibric/core/offboarding/export");
const Erasure = await import("@faibric/core/offboarding/erasure");

beforeAll(() => cloud.start(), 60_000);
afterAll(() => cloud.remove());

const dynamodb = new DynamoDBClient({});
const s3 = new S3Client({ forcePathStyle: true });

async function tenantWithMuch() {
  const caller = await newCaller();
  const { tenantId } = caller;
  const pk = `${tenantId}#tenant.activity`;
  const model = { __edb_e__: "activity", __edb_v__: "1" };
  for (let from = 0; from < ITEMS; from += 25) {
    const puts = Array.from({ length: 25 }, (_, index) => {
      const activityId = createId("act");
      const item = { pk, sk: `activity#${activityId}`, tenantId, activityId, type: "t.t.t" };
      const text = `שורה ${from + index} ☕`;
      const occurredAt = new Date().toISOString();
      return { PutRequest: { Item: marshall({ ...item, text, occurredAt, ...model }) } };
    });
    await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } }));
  }
  for (let index = 0; index < 20; index++) {
    const Key = `tenant_${tenantId}/files/${index}.txt`;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: `file ${index} قهوة` }));
  }
  return caller;
}

/** kill -9 in the middle of whatever it does, and up again, several times. */
async function killing(): Promise<void> {
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(50 + Math.random() * 350);
    await cloud.kill();
    await cloud.start();
  }
}

/** What the cloud answers, once it does: while it is down, nothing. */
const onceUp = async <R>(look: () => Promise<R>): Promise<R | undefined> =>
  look().catch((error: unknown) => {
    if (error instanceof Error) return undefined;
    throw error;
  });

it(`goes on with an export through ${KILLS} kills: each item and each file is in it, once`, async () => {
  const { tenantId, userId } = await tenantWithMuch();
  const asOwner = <R>(fn: () => R) =>
    withActor({ type: "member", tenantId, userId, role: "owner" }, fn);
  await asOwner(() => Export.request(tenantId));
  await killing();
  const ready = await eventually(
    () => onceUp(() => asOwner(() => Export.read(tenantId))),
    (found) => found?.status === "ready" || found?.status === "failed",
    90_000,
  );
  expect(ready?.status).toBe("ready");
  const archive = Buffer.from(await (await fetch(ready?.download?.url ?? "")).arrayBuffer());
  const text = gunzipSync(archive).toString();
  const ids = [...text.matchAll(/"activityId":"(act_\w+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(ITEMS);
  for (let index = 0; index < 20; index++) expect(text).toContain(`file ${index} قهوة`);
}, 180_000);

it(`goes on with an erasure through ${KILLS} kills, and leaves nothing`, async () => {
  const { tenantId } = await tenantWithMuch();
  await asSystem(tenantId, Erasure.requestNow);
  await killing();
  const proof = await eventually(
    () => onceUp(() => findErased(tenantId)),
    (erased) => erased?.completedAt !== undefined,
    120_000,
  );
  expect(proof?.objects).toBeGreaterThanOrEqual(20);
  const left: string[] = [];
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName })) {
    left.push(...Items.map((item) => JSON.stringify(item)).filter((one) => one.includes(tenantId)));
  }
  expect(left.filter((text) => !text.includes("directory#erasures#"))).toEqual([]);
  const Prefix = `tenant_${tenantId}/`;
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix }));
  expect(Versions).toEqual([]);
}, 240_000);
