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

// Measures a request against bare reads in one process: `request-program.ts <folder>`.
const [folder = ""] = process.argv.slice(2);
const WARM_UP = 300;
const ROUNDS = 1_500;
const HTTP_ROUNDS = 500;

interface Entry {
  handler(
    event: APIGatewayProxyEventV2,
    context: Context,
  ): Promise<APIGatewayProxyStructuredResultV2>;
  getItem(pk: string, sk: string, consistent: boolean): Promise<void>;
}

/** What the parent learns, in milliseconds. */
export interface RequestTimes {
  readonly handler: number[];
  readonly bareReads: number[];
  readonly bareRead: number[];
  readonly overHttp: number[];
}

logTo(() => undefined);
const cloud = await startCloud({
  dataDir: join(folder, "data"),
  manifests,
  port: 0,
  awsPort: 0,
  watch: false,
  rateLimits: UNLIMITED,
});
const { createSigningKey, signAccessToken } = await import(
  "@faibric/core/platform/access-token-signer"
);
const { createId } = await import("@faibric/core/platform/id");
const userId = createId("usr");
const token = await signAccessToken(userId, await createSigningKey(), 3_600);
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

const { handler, getItem } = await loadEntry();
const request = async () => {
  const { statusCode, body } = await handler(event, context);
  if (statusCode !== 200) throw new Error(`${statusCode} ${body}`);
};
// The reads of the request, one after the other as it makes them: the membership, then the tenant.
const readMembership = () => getItem(`${tenantId}#tenant.membership`, `member#${userId}`, true);
const readTenant = () => getItem(`${tenantId}#tenant.tenant`, "tenant", false);
const reads = async () => {
  await readMembership();
  await readTenant();
};
const overHttp = async () => {
  const answer = await fetch(`${cloud.url}/api/tenants/${tenantId}`, { headers: asked });
  await answer.json();
  if (answer.status !== 200) throw new Error(String(answer.status));
};

const times: RequestTimes = { handler: [], bareReads: [], bareRead: [], overHttp: [] };
for (let round = -WARM_UP; round < ROUNDS; round++) {
  // Alternating, so that what else the machine does meets all of them alike.
  const handlerMs = await timeOf(request);
  const bareReadsMs = await timeOf(reads);
  const bareReadMs = await timeOf(readTenant);
  if (round < 0) continue;
  times.handler.push(handlerMs);
  times.bareReads.push(bareReadsMs);
  times.bareRead.push(bareReadMs);
}
for (let round = -50; round < HTTP_ROUNDS; round++) {
  const ms = await timeOf(overHttp);
  if (round >= 0) times.overHttp.push(ms);
}
tell(times);
await cloud.close();
process.exit(0);

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
