import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  createSigningKey,
  type SigningKey,
  signAccessToken,
} from "@faibric/core/platform/access-token-signer";
import { newUser } from "@faibric/core/testing/actors";
import { manifests } from "@faibric/functions/manifests";
import { functionsOf } from "@faibric/functions/platform/manifest.schema";
import { createHttpApi } from "@faibric/local/gateway/http-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFaibric } from "./faibric";
import type { ClientOptions } from "./options";

const HANDLERS = import.meta.glob<{ handler: (event: unknown, context: object) => unknown }>([
  "../../functions/src/*/*.ts",
  "!**/*.test.ts",
]);

const routes = manifests.flatMap((manifest) =>
  functionsOf(manifest)
    .filter(({ kind }) => kind === "operation")
    .map(({ key, file }) => {
      const { method = "", path = "" } = manifest.operations[key] ?? {};
      return { routeKey: `${method} ${path}`, functionName: file };
    }),
);

/** The real functions behind the laptop's API gateway. */
const api = createHttpApi({
  routes,
  invoke: async (file, event) => {
    const load = HANDLERS[`../../${file.slice("packages/".length)}.ts`];
    return (await load?.())?.handler(event, { awsRequestId: "test" });
  },
});

/** How many answers the network is still to lose: the work is done, and nobody hears of it. */
let losing = 0;

const server = createServer((request, response) => {
  if (losing > 0) {
    losing--;
    response.writeHead = () => response.destroy();
  }
  void api(request, response);
});
let key: SigningKey;
let options: ClientOptions;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  key = await createSigningKey();
  const token = await signAccessToken(newUser(), key);
  const { port } = server.address() as AddressInfo;
  options = { baseUrl: `http://127.0.0.1:${port}`, token, retryDelayMs: 5 };
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
});

async function collect<T>(list: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of list) all.push(one);
  return all;
}

const slug = () => `shop-${randomBytes(6).toString("hex")}`;

describe("the client and the platform", () => {
  it("agree on every operation: each of the manifests' is in the client, and no other", () => {
    const described = manifests.map(({ capability, operations }) => [
      capability,
      Object.keys(operations).sort(),
    ]);
    const client = Object.entries(createFaibric(options)).map(([capability, operations]) => [
      capability,
      Object.keys(operations).sort(),
    ]);
    expect(client).toEqual(described);
  });

  it("make one tenant though the answers to its creation are lost", async () => {
    const { tenant } = createFaibric(options);
    losing = 2;
    const made = await tenant.createTenant({ body: { name: "Twice", slug: slug() } });
    expect(losing).toBe(0);
    expect(await tenant.readTenant({ params: made })).toEqual(made);
    const mine = await collect(tenant.listTenants.items({ query: { limit: 1 } }));
    expect(mine.filter(({ tenantId }) => tenantId === made.tenantId)).toHaveLength(1);
  });

  it("rename once though the answer is lost, and refuse the version that is past", async () => {
    const { tenant } = createFaibric(options);
    const made = await tenant.createTenant({ body: { name: "Old", slug: slug() } });
    const params = { tenantId: made.tenantId };
    losing = 1;
    const { version } = made;
    const renamed = await tenant.renameTenant({ params, body: { name: "New" }, version });
    expect(renamed).toMatchObject({ name: "New", version: version + 1 });
    const late = tenant.renameTenant({ params, body: { name: "Late" }, version });
    await expect(late).rejects.toMatchObject({ status: 412, code: "platform.item.stale" });
  });

  it("list what is more than a page", async () => {
    const { tenant } = createFaibric(options);
    for (const name of ["A", "B", "C"]) {
      await tenant.createTenant({ body: { name, slug: slug() } });
    }
    const pages = await collect(tenant.listTenants.pages({ query: { limit: 2 } }));
    expect(pages.length).toBeGreaterThanOrEqual(2);
    expect(pages.at(-1)?.cursor).toBeNull();
  });

  it("name the field that is wrong, and the request", async () => {
    const { tenant } = createFaibric(options);
    const call = tenant.createTenant({ body: { name: "X", slug: "No Spaces" } });
    await expect(call).rejects.toMatchObject({
      name: "ApiError",
      status: 400,
      code: "platform.request.invalid",
      issues: [{ path: ["body", "slug"] }],
      requestId: expect.stringMatching(/.+/),
    });
  });

  it("keep another person's tenant hidden", async () => {
    const { tenant } = createFaibric(options);
    const { tenantId } = await tenant.createTenant({ body: { name: "Mine", slug: slug() } });
    const token = await signAccessToken(newUser(), key);
    const other = createFaibric({ ...options, token });
    await expect(other.tenant.readTenant({ params: { tenantId } })).rejects.toMatchObject({
      status: 403,
      code: "platform.tenant.refused",
    });
  });

  it("agree on what is text", async () => {
    const { api } = createFaibric(options);
    expect(JSON.parse(await api.readOpenApi())).toMatchObject({ openapi: "3.1.1" });
    expect(await api.readApiReference()).toMatch(/^<!doctype html>/);
  });
});
