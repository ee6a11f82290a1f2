import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { isPaged } from "@faibric/core/platform/contract";
import type { TenantId, UserId } from "@faibric/core/platform/id";
import { manifests } from "@faibric/functions/manifests";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import {
  checkAnswer,
  checkGateway,
  checkHead,
  checkRefusal,
  forget,
  learn,
  tell,
} from "../testing/fuzz-answers";
import { oddOnes } from "../testing/fuzz-odd";
import { refusedBy } from "../testing/fuzz-refusals";
import { type Caller, goodParts, type Operation, requestFor } from "../testing/fuzz-requests";
import { type RawRequest, sendRaw } from "../testing/raw-http";
import { startSuiteCloud } from "../testing/suite-cloud";
import { UNLIMITED } from "../testing/unlimited";
import { BUS_NAME, TABLE_NAME } from "./settings";

const GOOD_REQUESTS = 5;
/** More than are deleted by good requests. */
const FILES = 12;

const cloud = await startSuiteCloud({ rateLimits: UNLIMITED });
// Imported once the cloud has said where the table is.
const { createSigningKey, signAccessToken } = await import(
  "@faibric/core/platform/access-token-signer"
);
const { newTenant, newUser } = await import("@faibric/core/testing/actors");
const { customerTokenOf } = await import("../testing/matrix-tenancy");
const { storedFiles } = await import("../testing/stored-files");

const ORDER = ["POST", "PUT", "GET", "PATCH", "DELETE"];
const LAST = ["suspendTenant", "restoreTenant"];
const operations: readonly Operation[] = manifests
  .flatMap((manifest) => Object.entries(manifest.operations))
  .map(([key, contract]) => ({ key, contract }))
  .sort((a, b) => ORDER.indexOf(a.contract.method) - ORDER.indexOf(b.contract.method))
  // What closes the tenant to all others comes last, and what opens it again right behind.
  .sort((a, b) => LAST.indexOf(a.key) - LAST.indexOf(b.key));

let mine: Caller;
let theirs: Caller;

afterAll(() => cloud.close());

const send = (request: RawRequest) => sendRaw(cloud.url, request);
const signingKey = await createSigningKey();
const authorizationOf = async (userId: UserId) =>
  `Bearer ${await signAccessToken(userId, signingKey, 3_600)}`;

async function newCaller(): Promise<Caller> {
  const userId = newUser();
  const authorization = await authorizationOf(userId);
  const found = async () => {
    const body = JSON.stringify({ name: "Mine", slug: newTenant().slice(4) });
    const headers = { authorization, "content-type": "application/json" };
    const answer = await send({ method: "POST", target: "/api/tenants", headers, body });
    return (JSON.parse(answer.text) as { tenantId: string }).tenantId;
  };
  const tenantId = (await found()) as TenantId;
  await found(); // so that a list has a second page
  for (const target of ["/api/tenants/x", "/api/tenants/y"]) {
    const headers = { authorization, "x-tenant-id": newTenant() };
    await send({ method: "GET", target, headers }); // and the person's own log too
  }
  const ids = new Map([["tenantId", new Set([tenantId])]]);
  const appKey = await appKeyOf(tenantId, authorization);
  const customerToken = await customerTokenOf(tenantId);
  return { userId, authorization, tenantId, appKey, customerToken, ids, cursors: new Map() };
}

/**
 * Customers who ask good things may sign out: who asks the next is somebody else. A person's proof counts for ten
 * minutes, which all operations together may take longer than.
 */
async function renew(caller: Caller, { contract }: Operation): Promise<void> {
  if (contract.access !== "customer") {
    caller.authorization = await authorizationOf(caller.userId);
    return;
  }
  caller.customerToken = await customerTokenOf(caller.tenantId as TenantId);
}

/** One that good requests of this test never revoke: its ID is not among those that they learn. */
async function appKeyOf(tenantId: string, authorization: string): Promise<string> {
  const headers = {
    authorization,
    "x-tenant-id": tenantId,
    "content-type": "application/json",
  };
  const body = JSON.stringify({ name: "Fuzz", origins: [] });
  const target = `/api/tenants/${tenantId}/app-keys`;
  const answer = await send({ method: "POST", target, headers, body });
  return (JSON.parse(answer.text) as { key: string }).key;
}

// Days pass there before anything follows: an archive is kept, an erasure can be cancelled.
const RESTS = ["Keep", "Grace"];

const underWay = () => {
  const waiting = cloud.sqs.depths().filter(({ queue }) => !queue.includes("dead-letters"));
  const running = cloud.stepFunctions
    .executions({ limit: 1_000 })
    .filter(({ status, state }) => status === "RUNNING" && !RESTS.includes(state));
  return [
    ...running.map(({ machine, state }) => `${machine} in ${state}`),
    ...waiting.flatMap(({ queue, visible, inFlight }) =>
      visible + inFlight ? [`${visible} + ${inFlight} in ${queue}`] : [],
    ),
  ];
};
/** What the platform announced. The bucket tells of its objects on the account's own bus: of the audit log's ends, too. */
const published = () =>
  cloud.eventBridge
    .history({ from: "2000-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z", limit: 50_000 })
    .events.filter(({ bus }) => bus === BUS_NAME).length;

/** What ends before, such as a challenge, may be deleted while it is being counted. */
const SOON = String(Math.floor(Date.now() / 1000) + 600);

async function countItems(): Promise<number> {
  const client = new DynamoDBClient({});
  let count = 0;
  let ExclusiveStartKey: Record<string, never> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: TABLE_NAME,
        Select: "COUNT",
        // That it was counted, and that the audit log is told, is all that a refused request may leave.
        FilterExpression:
          "(attribute_not_exists(#entity) OR #entity <> :counters) AND NOT contains(pk, :outbox) AND NOT contains(pk, :log) AND (attribute_not_exists(#expiry) OR #expiry > :soon)",
        ExpressionAttributeNames: { "#entity": "__edb_e__", "#expiry": "expiresAt" },
        ExpressionAttributeValues: {
          ":soon": { N: SOON },
          ":counters": { S: "throttle" },
          ":outbox": { S: "#platform.audit-outbox#" },
          ":log": { S: "#audit." },
        },
        ConsistentRead: true,
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    count += page.Count ?? 0;
    ExclusiveStartKey = page.LastEvaluatedKey as Record<string, never> | undefined;
  } while (ExclusiveStartKey);
  return count;
}

interface Standing {
  readonly items: number;
  readonly events: number;
}
let standing: Standing = { items: -1, events: -1 };

/** Everything that follows from what was asked so far has happened: what is there then. */
async function settled(): Promise<Standing> {
  await eventually(
    async () => {
      const before = standing;
      standing = { items: await countItems(), events: published() };
      const same = before.events === standing.events && before.items === standing.items;
      return { left: underWay(), same };
    },
    (now) => now.left.length === 0 && now.same,
    60_000,
  );
  return standing;
}

beforeAll(async () => {
  mine = await newCaller();
  theirs = await newCaller();
  // What no request makes alone: the bytes of a file go to the bucket.
  for (const caller of [mine, theirs]) {
    const fileIds = await storedFiles(caller.tenantId as TenantId, FILES);
    caller.ids.set("fileId", new Set(fileIds));
  }
  await settled();
}, 60_000);

describe("a good request", () => {
  it.each(operations)("to $key is answered as its contract says", async (operation) => {
    const { key, contract } = operation;
    for (const caller of [mine, theirs]) {
      for (const parts of goodParts(operation, caller, GOOD_REQUESTS)) {
        await renew(caller, operation);
        const request = requestFor(contract, caller, parts);
        const answer = await send(request);
        const told = tell(key, "a good request", request, answer);
        checkAnswer(operation, answer, told);
        // What the contract itself refuses, such as a wrong password, is an answer as well.
        const own = Object.values(contract.refuses ?? {}).map(({ status }) => status);
        const unwanted = [400, 401, 403, 404, 413, 415].filter((status) => !own.includes(status));
        expect(unwanted, told).not.toContain(answer.status);
        if (answer.status >= 400) continue;
        if (!contract.contentType) learn(caller, key, answer.text);
        forget(caller, operation, parts);
      }
      if (!isPaged(contract)) continue;
      const first = requestFor(contract, caller, {
        params: goodParts(operation, caller, 1)[0]?.params ?? {},
        query: { limit: 1 },
        body: undefined,
      });
      learn(caller, key, (await send(first)).text);
      expect(caller.cursors.has(key), `${key} has no second page to ask for`).toBe(true);
    }
  });
});

async function inParallel<T>(all: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const worker = async () => {
    for (const one of left) await run(one);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

describe("a bad request", () => {
  it.each(operations)(
    "to $key is refused with a problem that names the fault, and nothing is stored",
    async (operation) => {
      await renew(mine, operation);
      const before = await settled();
      const all = refusedBy(operation, { mine, theirs });
      await inParallel(all, async (refused) => {
        checkRefusal(operation, refused, await send(refused.request));
      });
      expect(await settled()).toEqual(before);
      expect(all.length).toBeGreaterThan(0);
    },
    90_000,
  );
});

describe("an odd request", () => {
  it.each(operations)("to $key never breaks anything", async (operation) => {
    await renew(mine, operation);
    const before = await countItems();
    await inParallel(oddOnes(operation, mine), async (request) => {
      const answer = await send(request);
      const told = tell(operation.key, "an odd request", request, answer);
      const { status, headers } = answer;
      if (headers["x-request-id"] === undefined) checkGateway(answer, told);
      else if (request.method === "HEAD") checkHead(answer, told);
      else if (status >= 400) checkAnswer(operation, answer, told);
      else expect(status, told).toBeLessThan(300);
    });
    expect(await countItems()).toBe(before);
  });
});
