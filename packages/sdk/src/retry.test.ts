import { defineContract } from "@faibric/core/platform/contract";
import { describe, expect, it } from "vitest";
import {
  badServer,
  cut,
  cutInside,
  json,
  problem,
  type Reply,
  silence,
  TENANT,
} from "./bad-server.fixture";
import { createClient } from "./client";
import { ApiError, ConnectionError, TimeoutError } from "./errors";
import { createFaibric } from "./faibric";
import { pauseBefore } from "./retry";

const body = { name: "Blue Bottle Coffee", slug: "blue-bottle" };
const made = json(201, TENANT);
const thrownBy = (call: Promise<unknown>) => call.catch((error: unknown) => error);
const htmlError: Reply = (response) => {
  response.writeHead(502, { "content-type": "text/html" });
  response.end("<h1>Bad Gateway</h1>");
};

describe("a change", () => {
  it.each([
    ["the connection is cut before the answer", cut],
    ["the connection is cut inside the answer", cutInside],
    ["a limit was reached", problem(429, "platform.limit.reached")],
    ["a proxy answers with a page", htmlError],
    ["the server is overloaded", problem(503, "http.503")],
    ["the gateway gave up waiting", json(504, { message: "Endpoint request timed out" })],
    ["the first try is still at work", problem(409, "platform.idempotency.in_progress")],
  ])("is sent again with the same key and body when %s", async (_, reply) => {
    await using server = await badServer(reply, reply, made);
    expect(await createFaibric(server.options).tenant.createTenant({ body })).toEqual(TENANT);
    expect(server.received).toHaveLength(3);
    const sent = server.received.map(
      ({ headers, body }) => `${headers["idempotency-key"]} ${body}`,
    );
    expect(new Set(sent).size).toBe(1);
  });

  it("is sent again when no answer comes in time", async () => {
    await using server = await badServer(silence, made);
    const faibric = createFaibric({ ...server.options, timeoutMs: 150 });
    expect(await faibric.tenant.createTenant({ body })).toEqual(TENANT);
    expect(server.received).toHaveLength(2);
  });

  it.each([
    ["a defect", problem(500, "platform.internal")],
    ["a conflict", problem(409, "tenant.slug.taken")],
    ["a fault in the request", problem(400, "platform.request.invalid")],
  ])("is not sent again after %s", async (_, reply) => {
    await using server = await badServer(reply, made);
    const error = await thrownBy(createFaibric(server.options).tenant.createTenant({ body }));
    expect(error).toBeInstanceOf(ApiError);
    expect(server.received).toHaveLength(1);
  });

  it("that the API does not keep under a key is not sent again, except when a limit refused it", async () => {
    const contract = {
      method: "POST",
      path: "/api/hits",
      summary: "Hit",
      access: "anyone",
    } as const;
    const contracts = { site: { hit: defineContract(contract) } };
    const done: Reply = (response) => response.writeHead(204).end();
    await using server = await badServer(problem(429, "x"), cut, done);
    const error = await thrownBy(createClient(contracts, server.options).site.hit());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(server.received).toHaveLength(2);
  });
});

describe("giving up", () => {
  it("throws what the last try met, after as many retries as were allowed", async () => {
    await using server = await badServer(cut);
    const faibric = createFaibric({ ...server.options, retries: 2 });
    const error = await thrownBy(faibric.api.readHealth());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(String(error)).toContain("readHealth");
    expect(server.received).toHaveLength(3);
    await thrownBy(faibric.api.readHealth({}, { retries: 0 }));
    expect(server.received).toHaveLength(4);
  });

  it("throws a TimeoutError that says how long it waited", async () => {
    await using server = await badServer(silence);
    const faibric = createFaibric({ ...server.options, retries: 0 });
    const error = await thrownBy(faibric.api.readHealth({}, { timeoutMs: 50 }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ timeoutMs: 50 });
  });

  it("throws a ConnectionError that says why where nobody listens", async () => {
    const faibric = createFaibric({ baseUrl: "http://127.0.0.1:9", retries: 1, retryDelayMs: 1 });
    const error = await thrownBy(faibric.api.readHealth());
    expect(String(error)).toMatch(/^ConnectionError: readHealth: no answer came \(.+\)\.$/);
  });

  it("says whatever the API said", async () => {
    const issues = [{ path: ["body", "slug"], message: "body.slug: too short" }];
    await using server = await badServer(
      problem(400, "platform.request.invalid", { "x-request-id": "req-2" }, { issues }),
    );
    const error = await thrownBy(createFaibric(server.options).tenant.createTenant({ body }));
    expect(error).toMatchObject({
      name: "ApiError",
      operation: "createTenant",
      status: 400,
      code: "platform.request.invalid",
      detail: "Detail.",
      issues,
      requestId: "req-2",
      retryAfter: undefined,
    });
  });

  it("says the status where something else than the API refused", async () => {
    await using server = await badServer(htmlError);
    const faibric = createFaibric({ ...server.options, retries: 0 });
    const error = await thrownBy(faibric.api.readHealth());
    expect(error).toMatchObject({ status: 502, code: "http.502", issues: [] });
  });
});

describe("Retry-After", () => {
  it("is waited for", async () => {
    await using server = await badServer(problem(429, "x", { "retry-after": "1" }), made);
    const started = performance.now();
    await createFaibric(server.options).tenant.createTenant({ body });
    expect(performance.now() - started).toBeGreaterThanOrEqual(1000);
  });

  it("is not waited for where it is too long: the caller is told instead", async () => {
    await using server = await badServer(problem(429, "x", { "retry-after": "3600" }), made);
    const error = await thrownBy(createFaibric(server.options).tenant.createTenant({ body }));
    expect(error).toMatchObject({ status: 429, retryAfter: 3600 });
    expect(server.received).toHaveLength(1);
  });
});

describe("a pause", () => {
  const error = new ConnectionError("x", new Error("cut"));

  it("doubles from try to try, is spread at random, and is never longer than allowed", () => {
    const options = { retries: 20, retryDelayMs: 100, maxRetryDelayMs: 1000 };
    for (const [tries, most] of [
      [1, 100],
      [2, 200],
      [3, 400],
      [9, 1000],
    ] as const) {
      const pauses = Array.from({ length: 200 }, () =>
        pauseBefore(tries, { error }, true, options),
      );
      expect(Math.max(...pauses.map(Number))).toBeLessThanOrEqual(most);
      expect(Math.max(...pauses.map(Number))).toBeGreaterThan(most * 0.8);
      expect(Math.min(...pauses.map(Number))).toBeLessThan(most * 0.2);
    }
  });
});

describe("an abort", () => {
  it("ends a call that waits for its answer, with the signal's reason", async () => {
    await using server = await badServer(silence);
    const reason = new Error("the page was left");
    const controller = new AbortController();
    const { signal } = controller;
    const call = createFaibric(server.options).api.readHealth({}, { signal, retries: 0 });
    setTimeout(() => controller.abort(reason), 50);
    expect(await thrownBy(call)).toBe(reason);
    expect(server.received).toHaveLength(1);
  });

  it("ends a pause, and nothing is sent after it", async () => {
    await using server = await badServer(problem(503, "x", { "retry-after": "10" }));
    const signal = AbortSignal.timeout(100);
    const started = performance.now();
    const error = await thrownBy(createFaibric(server.options).api.readHealth({}, { signal }));
    expect(error).toBe(signal.reason);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(server.received).toHaveLength(1);
  });

  it("that came before keeps the call from being sent", async () => {
    await using server = await badServer(made);
    const signal = AbortSignal.abort("no");
    expect(await thrownBy(createFaibric(server.options).api.readHealth({}, { signal }))).toBe("no");
    expect(server.received).toEqual([]);
  });
});

describe("the token", () => {
  it("is asked for before each try, so that a retry has a fresh one", async () => {
    await using server = await badServer(cut, made);
    let asked = 0;
    const token = async () => `token-${++asked}`;
    await createFaibric({ ...server.options, token }).tenant.createTenant({ body });
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer token-1",
      "Bearer token-2",
    ]);
  });

  it("does not follow a redirect", async () => {
    await using elsewhere = await badServer(made);
    const location = `${elsewhere.options.baseUrl}/api/tenants`;
    await using server = await badServer((response) => response.writeHead(307, { location }).end());
    const faibric = createFaibric({ ...server.options, retries: 0 });
    expect(await thrownBy(faibric.tenant.createTenant({ body }))).toBeInstanceOf(ConnectionError);
    expect(elsewhere.received).toEqual([]);
  });
});
