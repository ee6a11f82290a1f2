import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BatchWriteItemCommand, DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import {
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { receivedOf } from "../testing/received-parts";
import { startSuiteCloud } from "../testing/suite-cloud";
import { BUCKET_NAME as Bucket, TABLE_NAME as TableName } from "./settings";

// A second of a pipeline's waits takes ten milliseconds: what an erasure waits for is waited for here, too.
const cloud = await startSuiteCloud({ secondMs: 10 });
// Imported once the cloud has said where the table is.
const { asMember, asSystem, asUser, newUser } = await import("@faibric/core/testing/actors");
const { withActor } = await import("@faibric/core/platform/actor");
const { createId } = await import("@faibric/core/platform/id");
const { findErased, isErased } = await import("@faibric/core/platform/erased");
const Directory = await import("@faibric/core/platform/directory");
const Tenant = await import("@faibric/core/tenant/tenant");
const Suspension = await import("@faibric/core/tenant/suspension");
const { newCaller } = await import("@faibric/functions/platform/caller.fixture");
const Secret = await import("@faibric/core/secrets/secret");
const Export = await import("@faibric/core/offboarding/export");
const Erasure = await import("@faibric/core/offboarding/erasure");
const MultipartUpload = await import("@faibric/core/storage/multipart-upload");
const { ErasureEntity } = await import("@faibric/core/offboarding/erasure.entity");
const { TenantRenamed, TenantActivated } = await import("@faibric/core/tenant/tenant.events");
type TenantId = Awaited<ReturnType<typeof Tenant.create>>["tenantId"];

const s3 = new S3Client({ forcePathStyle: true });
const dynamodb = new DynamoDBClient({});
const stepFunctions = new SFNClient({});
const settings = { timeZone: "UTC", locale: "he", currency: "EUR" };
const SECRET = "planted-secret-value";
const NAME = "קפה الأزرق ☕️";
const BIG = randomBytes(12 * 1024 * 1024);
const FILES: Readonly<Record<string, Buffer>> = {
  "logos/לוגו ☕️ with a name that is much longer than the hundred bytes that ustar has for it, isn't it.svg":
    Buffer.from("<svg/>"),
  "empty.txt": Buffer.alloc(0),
  "big.bin": BIG,
};

afterAll(() => cloud.close());
beforeAll(async () => {
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
});

interface Made {
  readonly tenantId: TenantId;
  readonly userId: ReturnType<typeof newUser>;
  readonly slug: string;
  readonly customer: string;
}

/** A tenant that has something of everything. */
async function found(items = 20): Promise<Made> {
  const userId = newUser();
  const slug = newUser().slice(4);
  const { tenantId } = await asUser(userId, () => Tenant.create({ name: NAME, slug, settings }));
  await eventually(
    () => asSystem(tenantId, () => Tenant.get(tenantId)),
    ({ status }) => status === "active",
  );
  await asMember(tenantId, () => Secret.set({ tenantId, name: "stripe", value: SECRET }));
  await writeActivities(tenantId, items);
  const customer = await addCustomer(tenantId);
  for (const [name, Body] of Object.entries(FILES)) {
    await s3.send(new PutObjectCommand({ Bucket, Key: `tenant_${tenantId}/${name}`, Body }));
  }
  const Key = `tenant_${tenantId}/empty.txt`;
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: "an older version" }));
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.alloc(0) }));
  return { tenantId, userId, slug, customer };
}

async function writeActivities(tenantId: TenantId, count: number): Promise<void> {
  const pk = `${tenantId}#tenant.activity`;
  const occurredAt = new Date().toISOString();
  for (let start = 0; start < count; start += 25) {
    const puts = Array.from({ length: Math.min(25, count - start) }, (_, index) => {
      const activityId = createId("act");
      const text = `שלום ${start + index}`;
      const Item = { pk, sk: `activity#${activityId}`, tenantId, activityId, type: "t.t.t", text };
      return { PutRequest: { Item: marshall({ ...Item, occurredAt, ...MODEL }) } };
    });
    await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } }));
  }
}
const MODEL = { __edb_e__: "activity", __edb_v__: "1" };

async function addCustomer(tenantId: TenantId): Promise<string> {
  const customerId = createId("cus");
  const userId = `${tenantId}#${customerId}`;
  const account = { userId, email: "c@example.com", passwordHash: "planted-hash" };
  const item = (name: string, sk: string, more: object) => ({
    PutRequest: { Item: marshall({ pk: `${userId}#${name}`, sk, ...more }) },
  });
  const puts = [
    item("auth.account", "account", account),
    item("auth.session", "session#1", { userId }),
    item("platform.outbox#03", "event#1", { userId }),
  ];
  await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } }));
  await Directory.findOrAdd({ kind: "customers", name: tenantId, member: customerId, tenantId });
  return customerId;
}

/** Every item of the table that names the tenant anywhere, as text. Only a test may scan. */
async function itemsOf(tenantId: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName })) {
    found.push(...Items.map(textOf).filter((text) => text.includes(tenantId)));
  }
  return found.sort();
}

/** The same for the same item, in whichever order its attributes come. */
const textOf = (item: object): string =>
  JSON.stringify(item, (_name, value: unknown) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

async function objectsOf(tenantId: string): Promise<string[]> {
  const Prefix = `tenant_${tenantId}/`;
  const page = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix }));
  return [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(
    ({ Key, VersionId }) => `${Key} ${VersionId}`,
  );
}

const asOwner = <R>({ tenantId, userId }: Made, fn: () => R): R =>
  withActor({ type: "member", tenantId, userId, role: "owner" }, fn);

async function exported(tenant: Made) {
  await asOwner(tenant, () => Export.request(tenant.tenantId));
  return eventually(
    () => asOwner(tenant, () => Export.read(tenant.tenantId)),
    ({ status }) => status === "ready" || status === "failed",
    60_000,
  );
}

/** Unpacked by the system's own tar: it knows nothing of how it was made. */
async function unpacked(url: string): Promise<(file: string) => Buffer> {
  const folder = mkdtempSync(join(cloud.dataDir, "archive-"));
  const archive = join(folder, "archive.tar.gz");
  writeFileSync(archive, Buffer.from(await (await fetch(url)).arrayBuffer()));
  mkdirSync(join(folder, "in"));
  execFileSync("tar", ["-xzf", archive, "-C", join(folder, "in")]);
  return (file) => readFileSync(join(folder, "in", file));
}

const linesIn = (text: Buffer) =>
  text
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("an export", () => {
  it("of 10,000 items has each once, every file, and no secret", async () => {
    const tenant = await found(10_000);
    const began = Date.now();
    const { status, download, items, files } = await exported(tenant);
    process.stderr.write(`10,000 items and 12 MB exported in ${Date.now() - began} ms\n`);
    expect(status).toBe("ready");
    const read = await unpacked(download?.url ?? "");
    const paths = linesIn(read("files.jsonl")).map(({ path }) => String(path));
    expect(paths).toEqual(expect.arrayContaining(Object.keys(FILES)));
    expect(new Set(paths).size).toBe(files);
    const manifest = JSON.parse(read("manifest.json").toString());
    const activities = linesIn(read("items/tenant.activity.jsonl"));
    expect(activities.length).toBeGreaterThanOrEqual(10_000);
    expect(new Set(activities.map(({ activityId }) => activityId)).size).toBe(activities.length);
    expect(activities[0]).not.toHaveProperty("pk");
    let total = 0;
    for (const { file, lines, bytes, stretches, name } of manifest.contents) {
      const content = read(file);
      expect(content.length).toBe(bytes);
      expect(linesIn(content)).toHaveLength(lines);
      let start = 0;
      for (const stretch of stretches) {
        const part = content.subarray(start, start + stretch.bytes);
        expect(createHash("sha256").update(part).digest("hex")).toBe(stretch.sha256);
        start += stretch.bytes;
      }
      if (name !== "files") total += lines;
      expect(content.toString()).not.toMatch(/planted|passwordHash|sealed/);
    }
    expect(total).toBe(items);
    expect(linesIn(read("items/secrets.secret.jsonl"))).toMatchObject([{ name: "stripe" }]);
    expect(linesIn(read("items/auth.account.jsonl"))).toMatchObject([{ email: "c@example.com" }]);
    for (const [name, content] of Object.entries(FILES)) {
      expect(read(join("files", name)).equals(content), name).toBe(true);
    }
  }, 120_000);

  it("has nothing of another tenant, and leaves only the archive behind", async () => {
    const [mine, theirs] = [await found(), await found()];
    const { download, exportId } = await exported(mine);
    const read = await unpacked(download?.url ?? "");
    for (const { file } of JSON.parse(read("manifest.json").toString()).contents) {
      expect(read(file).toString()).not.toContain(theirs.tenantId);
      expect(read(file).toString()).not.toContain(theirs.userId);
    }
    const left = (
      await eventually(
        () => objectsOf(mine.tenantId),
        (keys) => keys.filter((key) => key.includes("/exports/")).length === 1,
      )
    ).filter((key) => key.includes("/exports/"));
    expect(left[0]).toContain(`exports/${exportId}.tar.gz`);
  }, 60_000);

  it("is made one at a time, however often it is asked for at once", async () => {
    const tenant = await found();
    const asked = await Promise.allSettled(
      Array.from({ length: 5 }, () => asOwner(tenant, () => Export.request(tenant.tenantId))),
    );
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is gone when its time is over", async () => {
    const tenant = await found();
    const { exportId } = await exported(tenant);
    await asSystem(tenant.tenantId, () => Export.expire(exportId));
    const left = (await objectsOf(tenant.tenantId)).filter((key) => key.includes(".tar.gz"));
    expect(left).toEqual([]);
    const after = await asOwner(tenant, () => Export.read(tenant.tenantId));
    expect(after.status).toBe("expired");
    expect(after).not.toHaveProperty("download");
  }, 60_000);
});

/** Starts an erasure as the operator would, without the time that functions have to end in. */
async function erase(tenant: Made): Promise<void> {
  const erasureId = createId("era");
  const now = new Date().toISOString();
  const { tenantId, userId: requestedBy } = tenant;
  await asSystem(tenantId, () =>
    ErasureEntity.put({
      tenantId,
      erasureId,
      requestedBy,
      status: "requested",
      requestedAt: now,
      eraseAt: now,
    }).go(),
  );
  const input = { tenantId, erasureId, eraseAt: now, settleSeconds: 0, correlationId: erasureId };
  const machine = `${process.env.PIPELINE_ARN_PREFIX}erasing`;
  await stepFunctions.send(
    new StartExecutionCommand({
      stateMachineArn: machine,
      name: erasureId,
      input: JSON.stringify(input),
    }),
  );
}

const completed = (tenantId: TenantId) =>
  eventually(
    () => findErased(tenantId),
    (erased) => erased?.completedAt !== undefined,
    60_000,
  );

/** What may still name the tenant: its entry in the directory, and word to whoever asked. */
const isProof = (tenant: Made) => (text: string) =>
  text.includes('"directory#erasures#') || text.includes(`"pk":{"S":"${tenant.userId}#platform.`);

describe("an erasure", () => {
  it("leaves no item, entry or object, and a neighbour as it was to the byte", async () => {
    const tenant = await found(1_000);
    const neighbour = await found(100);
    await exported(tenant);
    const before = [await itemsOf(neighbour.tenantId), await objectsOf(neighbour.tenantId)];
    const film = { name: "Film.mp4", size: 30_000_000, contentType: "", tags: [] };
    await asOwner(tenant, () => MultipartUpload.start({ ...film, folderId: "root" }));
    expect(await receivedOf(tenant.tenantId)).toHaveLength(1);
    await erase(tenant);
    const proof = await completed(tenant.tenantId);
    expect(proof?.items).toBeGreaterThan(1_000);
    expect(proof?.objects).toBeGreaterThan(4);
    const left = await itemsOf(tenant.tenantId);
    expect(left.filter((text) => !isProof(tenant)(text))).toEqual([]);
    expect(left.join()).not.toContain(NAME);
    expect(await itemsOf(tenant.slug)).toEqual([]);
    expect(await objectsOf(tenant.tenantId)).toEqual([]);
    expect(await receivedOf(tenant.tenantId)).toEqual([]);
    const after = [await itemsOf(neighbour.tenantId), await objectsOf(neighbour.tenantId)];
    expect(after).toEqual(before);
  }, 90_000);

  it("lets the slug be taken again, and the person found anew", async () => {
    const tenant = await found();
    await erase(tenant);
    await completed(tenant.tenantId);
    const { slug } = tenant;
    const again = await asUser(tenant.userId, () => Tenant.create({ name: NAME, slug, settings }));
    expect(again.tenantId).not.toBe(tenant.tenantId);
  }, 60_000);

  it("is not undone by events that come late", async () => {
    const tenant = await found();
    const { tenantId } = tenant;
    const late = asMember(tenantId, () => [
      TenantRenamed.create(tenantId, { tenantId, from: "a", to: "b" }),
      TenantActivated.create(tenantId, { tenantId, name: NAME }),
    ]);
    await erase(tenant);
    await completed(tenantId);
    for (const event of late) {
      const [queue] = cloud.plan.queues.filter(({ pattern }) =>
        pattern?.detailType.includes(event.type),
      );
      cloud.sqs.send(queue?.name ?? "", JSON.stringify({ detail: event }));
    }
    await eventually(
      () => cloud.watchers.lines().filter(({ line }) => line.includes("nothing is done")),
      (lines) => late.every(({ id }) => lines.some(({ line }) => line.includes(id))),
    );
    expect((await itemsOf(tenantId)).filter((text) => !isProof(tenant)(text))).toEqual([]);
    expect(await isErased(tenantId)).toBe(true);
  }, 60_000);

  it("finds what was written while it was at it, and erases that too", async () => {
    const tenant = await found();
    const { tenantId } = tenant;
    const { check, eraseItems, eraseObjects } = await import("@faibric/core/offboarding/erasing");
    const Key = `tenant_${tenantId}/late`;
    const late = [
      () => writeActivities(tenantId, 1),
      () => s3.send(new PutObjectCommand({ Bucket, Key, Body: "late" })),
      () => Directory.findOrAdd({ kind: "customers", name: tenantId, member: "cus_x", tenantId }),
    ];
    await erase(tenant);
    await completed(tenantId);
    for (const write of late) {
      await write();
      expect(await asSystem(tenantId, check)).toEqual({ clean: false });
      await asSystem(tenantId, () => eraseItems(10_000));
      await asSystem(tenantId, () => eraseObjects(10_000));
      expect(await asSystem(tenantId, check)).toEqual({ clean: true });
    }
  }, 60_000);

  it("by the operator goes through all its waits, from the command on", async () => {
    const tenant = await found();
    const { tenantId } = tenant;
    await asSystem(tenantId, Erasure.requestNow);
    await completed(tenantId);
    const { executions = [] } = await stepFunctions.send(
      new ListExecutionsCommand({ stateMachineArn: `${process.env.PIPELINE_ARN_PREFIX}erasing` }),
    );
    const { erasureId = "" } = (await findErased(tenantId)) ?? {};
    const { executionArn } = executions.find(({ name }) => name === erasureId) ?? {};
    const { events = [] } = await stepFunctions.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }),
    );
    const entered = events.map(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name);
    expect(entered).toEqual(expect.arrayContaining(["Grace", "Settle", "finishErasure"]));
    const left = await itemsOf(tenantId);
    expect(left.filter((text) => !isProof(tenant)(text))).toEqual([]);
    await expect(asSystem(tenantId, Erasure.requestNow)).rejects.toThrow("already");
  }, 60_000);

  it("suspends the tenant until then: its owners read, export and cancel, and nobody else anything", async () => {
    const tenant = await found();
    const { tenantId, slug } = tenant;
    const status = async () => (await asOwner(tenant, () => Tenant.get(tenantId, true))).status;
    await asOwner(tenant, () => Erasure.request({ tenantId, slug }));
    expect(await status()).toBe("suspended");
    const owner = await newCaller("owner", { tenantId });
    const member = await newCaller("member", { tenantId });
    const call = async (caller: typeof owner, method: string, path: string) =>
      (await fetch(`${cloud.url}/api/tenants/${tenantId}${path}`, { method, ...caller })).status;
    expect(await call(owner, "GET", "/memberships")).toBe(200);
    expect(await call(owner, "GET", "/erase")).toBe(200);
    expect(await call(owner, "POST", "/export")).toBe(202);
    expect(await call(owner, "POST", "/invitations")).toBe(403);
    expect(await call(owner, "POST", "/restore")).toBe(409);
    expect(await call(member, "GET", "/memberships")).toBe(403);
    expect(await call(owner, "POST", "/erase/cancel")).toBe(200);
    expect(await status()).toBe("active");
    expect(await call(member, "GET", "/memberships")).toBe(200);
  }, 60_000);

  it("that is cancelled leaves the tenant as suspended as it was before, and since", async () => {
    const tenant = await found();
    const { tenantId, slug } = tenant;
    const suspension = async () =>
      (await asOwner(tenant, () => Tenant.get(tenantId, true))).suspension?.by;
    const ask = () => asOwner(tenant, () => Erasure.request({ tenantId, slug }));
    const cancel = () => asOwner(tenant, () => Erasure.cancel(tenantId));
    await asOwner(tenant, () => Suspension.suspend(tenantId, "Winter ❄️"));
    await ask();
    expect(await suspension()).toBe("erasure");
    await cancel();
    expect(await suspension()).toBe("owner");
    await asOwner(tenant, () => Suspension.restore(tenantId));

    await ask();
    await asSystem(tenantId, () => Suspension.suspend(tenantId, "Unpaid"));
    expect(await suspension()).toBe("operator");
    await cancel();
    expect(await suspension()).toBe("operator");
    await asSystem(tenantId, () => Suspension.restore(tenantId));
    expect((await asOwner(tenant, () => Tenant.get(tenantId, true))).status).toBe("active");

    await ask();
    await asSystem(tenantId, () => Suspension.suspend(tenantId, "Unpaid"));
    await asSystem(tenantId, () => Suspension.restore(tenantId));
    expect(await suspension()).toBe("erasure");
  }, 60_000);

  it("does not begin where the owner has cancelled it", async () => {
    const tenant = await found();
    const { tenantId, slug } = tenant;
    const asked = await asOwner(tenant, () => Erasure.request({ tenantId, slug }));
    await asOwner(tenant, () => Erasure.cancel(tenantId));
    const { begin } = await import("@faibric/core/offboarding/erasing");
    expect(await asSystem(tenantId, () => begin(asked.erasureId))).toEqual({ begun: false });
    expect(await isErased(tenantId)).toBe(false);
    await expect(asOwner(tenant, () => Erasure.cancel(tenantId))).rejects.toThrow("No erasure");
  });

  it("wants the slug, and an owner", async () => {
    const tenant = await found();
    const { tenantId, slug } = tenant;
    const wrong = asOwner(tenant, () => Erasure.request({ tenantId, slug: "another" }));
    await expect(wrong).rejects.toThrow("not this tenant's");
    const admin = asMember(tenantId, () => Erasure.request({ tenantId, slug }));
    await expect(admin).rejects.toThrow("offboarding.manage");
  });
});
