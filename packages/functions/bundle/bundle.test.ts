import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createSigningKey, signAccessToken } from "@faibric/core/platform/access-token-signer";
import { newUser } from "@faibric/core/testing/actors";
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from "aws-lambda";
import { build, type Metafile } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BANNER, bundleOptions, repositoryRoot } from "./options";

type Handler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

const root = repositoryRoot();
const folder = mkdtempSync(join(tmpdir(), "faibric-bundle-"));
const userId = newUser();
let token = "";
let metafile: Metafile;

beforeAll(async () => {
  token = await signAccessToken(userId, await createSigningKey());
  ({ metafile } = await build({
    ...bundleOptions(root),
    absWorkingDir: root,
    tsconfig: join(root, "tsconfig.json"),
    banner: { js: BANNER },
    entryPoints: ["create-tenant", "read-tenant", "list-tenants", "rename-tenant"].map(
      (name) => `packages/functions/src/tenant/${name}.ts`,
    ),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    metafile: true,
  }));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function call(name: string, routeKey: string, request: Partial<APIGatewayProxyEventV2>) {
  const { handler } = (await import(pathToFileURL(join(folder, `${name}.mjs`)).href)) as {
    handler: Handler;
  };
  const { headers, ...rest } = request;
  // What a handler reads of the event; a gateway sends more.
  const event = {
    routeKey,
    requestContext: { requestId: "r-1" },
    isBase64Encoded: false,
    ...rest,
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      ...headers,
    },
  } as APIGatewayProxyEventV2;
  const { statusCode, body = "" } = await handler(event, { awsRequestId: "r-1" } as Context);
  return { statusCode, body: JSON.parse(body) };
}

it("runs as deployed: writes in a transaction, reads, lists, and refuses what is taken or stale", {
  timeout: 60_000,
}, async () => {
  const slug = `bundled-${userId.slice(-12)}`;
  const founding = { body: JSON.stringify({ name: "Bundled", slug }) };
  const created = await call("create-tenant", "POST /api/tenants", founding);
  expect(created).toMatchObject({ statusCode: 201, body: { slug } });
  const { tenantId } = created.body;

  const asked = { pathParameters: { tenantId }, headers: { "x-tenant-id": tenantId } };
  const read = await call("read-tenant", "GET /api/tenants/{tenantId}", asked);
  expect(read).toEqual({ statusCode: 200, body: created.body });
  const listed = await call("list-tenants", "GET /api/tenants", {});
  expect(listed).toMatchObject({ statusCode: 200, body: { items: [{ tenantId }] } });

  const again = await call("create-tenant", "POST /api/tenants", founding);
  expect(again).toMatchObject({ statusCode: 409, body: { code: "tenant.slug.taken" } });
  const stale = await call("rename-tenant", "PATCH /api/tenants/{tenantId}", {
    ...asked,
    headers: { ...asked.headers, "if-match": '"7"' },
    body: JSON.stringify({ name: "Renamed" }),
  });
  expect(stale).toMatchObject({ statusCode: 412 });
});

it("leaves out what no function calls, also after an upgrade of the packages", () => {
  const [, output] =
    Object.entries(metafile.outputs).find(([file]) => file.endsWith("read-tenant.mjs")) ?? [];
  const inside = Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file);
  expect(inside.some((file) => file.endsWith("electrodb/src/entity.js"))).toBe(true);
  const unwanted =
    /electrodb\/src\/service\.js|client-dynamodb\/.*\/DynamoDB\.js|lib-dynamodb\/.*\/DynamoDBDocument\.js|credential-provider-(ini|sso)|\/jsonschema\//;
  expect(inside.filter((file) => unwanted.test(file))).toEqual([]);
  expect(output?.bytes).toBeLessThan(460_000);
});
