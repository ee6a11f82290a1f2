import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { manifests } from "@faibric/functions/manifests";
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from "aws-lambda";
import { build } from "esbuild";
import { BANNER, bundleOptions } from "../../../functions/bundle/options";
import { startCloud } from "../cloud/cloud";
import { ROOT } from "../cloud/settings";
import { UNLIMITED } from "../testing/unlimited";
import { logTo } from "../wire/log";
import { tell } from "./program";
import type { Key } from "./request-entry";
import { type SignInEntry, type SignInTimes, timeSignIns } from "./sign-in-rate";

// Measures a request against bare reads in one process: `request-program.ts <folder>`.
const [folder = ""] = process.argv.slice(2);
const WARM_UP = 300;
const ROUNDS = 1_500;
const HTTP_ROUNDS = 500;

interface Entry extends SignInEntry {
  handler(
    event: APIGatewayProxyEventV2,
    context: Context,
  ): Promise<APIGatewayProxyStructuredResultV2>;
  guard(headers: Record<string, string>): Promise<unknown>;
  getItem(key: Key, consistent: boolean): Promise<void>;
  batchGetItem(keys: readonly Key[]): Promise<void>;
  countItem(key: Key): Promise<void>;
}

/** What the parent learns, in milliseconds. */
export interface RequestTimes {
  readonly handler: number[];
  readonly bareReads: number[];
  readonly bareRead: number[];
  readonly guard: number[];
  readonly guardReads: number[];
  readonly overHttp: number[];
  readonly signIn: SignInTimes;
}

logTo(() => undefined);
const cloud = await startCloud({
  dataDir: join(folder, "data"),
  manifests,
  port: 0,
  awsPort: 0,
  watch: false,
  // On AWS consumers run elsewhere; here they would take the time of what is measured.
  delivers: false,
  rateLimits: UNLIMITED,
});
const { createSigningKey, signAccessToken } = await import(
  "@faibric/core/platform/access-token-signer"
);
const { createId } = await import("@faibric/core/platform/id");
const { inAccount } = await import("@faibric/core/auth/account");
const { SessionEntity } = await import("@faibric/core/auth/session.entity");
const userId = createId("usr");
const session = await startSession();
const token = await signAccessToken(userId, await createSigningKey(), 3_600, session);
const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
const created = await fetch(`${cloud.url}/api/tenants`, {
  method: "POST",
  headers,
  body: JSON.stringify({ name: "Blue Bottle", slug: "blue-bottle" }),
});
const { tenantId } = (await created.json()) as { tenantId: string };
const asked = { ...headers, "x-tenant-id": tenantId };
const event = {
  version: "2.0",
  routeKey: "GET /api/tenants/{tenantId}",
  rawPath: `/api/tenants/${tenantId}`,
  rawQueryString: "",
  headers: asked,
  pathParameters: { tenantId },
  isBase64Encoded: false,
  requestContext: { requestId: "bench" },
  // What the handler reads of the event; a gateway sends more.
} as unknown as APIGatewayProxyEventV2;
const context = { awsRequestId: "bench" } as Context;

const entry = await loadEntry();
const { handler, getItem, batchGetItem, countItem } = entry;
const request = async () => {
  const { statusCode, body } = await handler(event, context);
  if (statusCode !== 200) throw new Error(`${statusCode} ${body}`);
};
const guard = async () => void (await entry.guard(asked));
// The calls of the request as it makes them: who may come in, then the tenant, beside the count.
const tenant = { pk: `${tenantId}#tenant.tenant`, sk: "tenant" };
const membership = { pk: `${tenantId}#tenant.membership`, sk: `member#${userId}` };
const sessionKey = { pk: `${userId}#auth.session`, sk: `session#${session}` };
const counter = { pk: `${tenantId}#bench`, sk: "counter" };
const guardReads = async () =>
  void (await Promise.all([batchGetItem([membership, tenant]), getItem(sessionKey, true)]));
const readTenant = () => getItem(tenant, false);
const reads = async () => {
  await guardReads();
  await Promise.all([countItem(counter), readTenant()]);
};
const overHttp = async () => {
  const answer = await fetch(`${cloud.url}/api/tenants/${tenantId}`, { headers: asked });
  await answer.json();
  if (answer.status !== 200) throw new Error(String(answer.status));
};

const times: Omit<RequestTimes, "signIn"> = {
  handler: [],
  bareReads: [],
  bareRead: [],
  guard: [],
  guardReads: [],
  overHttp: [],
};
for (let round = -WARM_UP; round < ROUNDS; round++) {
  // Alternating, so that what else the machine does meets all of them alike.
  const handlerMs = await timeOf(request);
  const bareReadsMs = await timeOf(reads);
  const bareReadMs = await timeOf(readTenant);
  const guardMs = await timeOf(guard);
  const guardReadsMs = await timeOf(guardReads);
  if (round < 0) continue;
  times.handler.push(handlerMs);
  times.bareReads.push(bareReadsMs);
  times.bareRead.push(bareReadMs);
  times.guard.push(guardMs);
  times.guardReads.push(guardReadsMs);
}
for (let round = -50; round < HTTP_ROUNDS; round++) {
  const ms = await timeOf(overHttp);
  if (round >= 0) times.overHttp.push(ms);
}
tell({ ...times, signIn: await timeSignIns(entry) } satisfies RequestTimes);
await cloud.close();
process.exit(0);

/** A session of the person's, as signing in makes it. */
async function startSession() {
  const sessionId = createId("ses");
  const createdAt = new Date().toISOString();
  await inAccount(userId, "bench", () =>
    SessionEntity.create({
      userId,
      sessionId,
      epoch: 1,
      familyHash: "bench",
      refreshHash: "bench",
      device: "bench",
      address: "127.0.0.1",
      createdAt,
      lastUsedAt: createdAt,
      expiresAt: Math.floor(Date.now() / 1000) + 3_600,
    }).go(),
  );
  return sessionId;
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The handler and the bare reads, bundled as a function is deployed. */
async function loadEntry(): Promise<Entry> {
  const outfile = join(folder, "request-entry.mjs");
  await build({
    ...bundleOptions(ROOT),
    absWorkingDir: ROOT,
    tsconfig: join(ROOT, "tsconfig.json"),
    entryPoints: [join(import.meta.dirname, "request-entry.ts")],
    banner: { js: BANNER },
    outfile,
  });
  return (await import(pathToFileURL(outfile).href)) as Entry;
}
