import { describe, expect, it } from "vitest";
import { badServer, json, TENANT, TENANT_ID } from "./bad-server.fixture";
import { UnexpectedAnswerError, UsageError } from "./errors";
import { createFaibric } from "./faibric";

const params = { tenantId: TENANT_ID } as const;
const ok = json(200, { status: "ok", stage: "local" });

describe("a call", () => {
  it("sends a change with its body, the caller's token and a random key", async () => {
    await using server = await badServer(json(201, TENANT));
    const faibric = createFaibric(server.options);
    const body = { name: "Blue Bottle Coffee", slug: "blue-bottle" };
    expect(await faibric.tenant.createTenant({ body })).toEqual(TENANT);
    await faibric.tenant.createTenant({ body });
    const [first, second] = server.received;
    expect(first).toMatchObject({
      method: "POST",
      url: "/api/tenants",
      body: JSON.stringify(body),
    });
    expect(first?.headers).toMatchObject({
      authorization: "Bearer token-1",
      "content-type": "application/json",
      "idempotency-key": expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(second?.headers["idempotency-key"]).not.toBe(first?.headers["idempotency-key"]);
  });

  it("names the version that was read in If-Match", async () => {
    await using server = await badServer(json(200, TENANT, { etag: '"4"' }));
    const faibric = createFaibric(server.options);
    await faibric.tenant.renameTenant({ params, body: { name: "New" }, version: 3 });
    expect(server.received[0]?.headers["if-match"]).toBe('"3"');
  });

  it("takes the tenant from the path, so that the header cannot name another", async () => {
    await using server = await badServer(json(200, TENANT));
    const faibric = createFaibric({ ...server.options, tenantId: "tnt_other" });
    await faibric.tenant.readTenant({ params });
    expect(server.received[0]?.headers["x-tenant-id"]).toBe(TENANT_ID);
  });

  it("sends no token where none is asked for, and no key with a read", async () => {
    await using server = await badServer(ok);
    expect(await createFaibric(server.options).api.readHealth()).toMatchObject({ status: "ok" });
    const { headers = {} } = server.received[0] ?? {};
    expect(headers).not.toHaveProperty("authorization");
    expect(headers).not.toHaveProperty("idempotency-key");
    expect(headers).not.toHaveProperty("content-type");
  });

  it("uses the caller's own idempotency key", async () => {
    await using server = await badServer(json(201, TENANT));
    const faibric = createFaibric(server.options);
    const body = { name: "Blue Bottle Coffee", slug: "blue-bottle" };
    await faibric.tenant.createTenant({ body }, { idempotencyKey: "order-17" });
    expect(server.received[0]?.headers["idempotency-key"]).toBe("order-17");
  });

  it("keeps a path under which the API stands, and escapes what is put into it", async () => {
    await using server = await badServer(json(200, TENANT));
    const baseUrl = `${server.options.baseUrl}/staging/`;
    const faibric = createFaibric({ ...server.options, baseUrl });
    await faibric.tenant.readTenant({ params: { tenantId: "tnt_a/b?c" } });
    expect(server.received[0]?.url).toBe("/staging/api/tenants/tnt_a%2Fb%3Fc");
  });

  it("drops what the contract does not name from an answer", async () => {
    await using server = await badServer(json(200, { ...TENANT, added: "later" }));
    expect(await createFaibric(server.options).tenant.readTenant({ params })).toEqual(TENANT);
  });

  it("answers text as it came where the operation answers text", async () => {
    await using server = await badServer((response) => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end("<p>Ünïcode</p>");
    });
    expect(await createFaibric(server.options).api.readApiReference()).toBe("<p>Ünïcode</p>");
  });

  it.each([
    ["is not JSON", (response: { end(text: string): void }) => response.end("<h1>Log in</h1>")],
    ["misses a field", json(200, { status: "ok" })],
  ])("fails on a good answer that %s", async (_, reply) => {
    await using server = await badServer(reply);
    const call = createFaibric(server.options).api.readHealth();
    await expect(call).rejects.toBeInstanceOf(UnexpectedAnswerError);
    expect(server.received).toHaveLength(1);
  });
});

describe("a call that cannot be sent", () => {
  it("says what is missing, and sends nothing", async () => {
    await using server = await badServer(ok);
    const { baseUrl } = server.options;
    const without = createFaibric({ baseUrl });
    const faibric = createFaibric(server.options);
    const body = { name: "x" };
    const wrong = { params: { tenantId: "" as "tnt_" }, body, version: 1 };
    const dots = { params: { tenantId: ".." as "tnt_" } };
    for (const [call, what] of [
      [() => without.tenant.listTenants(), "give `token`"],
      [() => faibric.tenant.renameTenant(wrong), '`params.tenantId` must not be ""'],
      [() => faibric.tenant.readTenant(dots), '`params.tenantId` must not be ".."'],
      [() => faibric.tenant.renameTenant({ params, body, version: Number.NaN }), "`version`"],
    ] as const) {
      const error = await call().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UsageError);
      expect(String(error)).toContain(what);
    }
    expect(server.received).toEqual([]);
  });

  it("does not put the token into the message when it has a line break", async () => {
    await using server = await badServer(ok);
    const faibric = createFaibric({ ...server.options, token: "secret\nx" });
    const error = await faibric.tenant.listTenants().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(JSON.stringify(error) + String(error)).not.toContain("secret");
  });
});

describe("a list in pages", () => {
  const page = (name: string, cursor: string | null) =>
    json(200, { items: [{ tenantId: TENANT_ID, name, slug: "abc", role: "owner" }], cursor });

  it("is read to its end, a page at a time, with the rest of the query unchanged", async () => {
    await using server = await badServer(
      page("One", "c&1"),
      page("Two", "c2"),
      page("Three", null),
    );
    const names: string[] = [];
    const faibric = createFaibric(server.options);
    for await (const { name } of faibric.tenant.listTenants.items({ query: { limit: 1 } })) {
      names.push(name);
    }
    expect(names).toEqual(["One", "Two", "Three"]);
    expect(server.received.map(({ url }) => url)).toEqual([
      "/api/tenants?limit=1",
      "/api/tenants?limit=1&cursor=c%261",
      "/api/tenants?limit=1&cursor=c2",
    ]);
  });

  it("asks for no page that nobody wants", async () => {
    await using server = await badServer(page("One", "c1"));
    for await (const { items } of createFaibric(server.options).tenant.listTenants.pages()) {
      expect(items).toHaveLength(1);
      break;
    }
    expect(server.received).toHaveLength(1);
  });
});
