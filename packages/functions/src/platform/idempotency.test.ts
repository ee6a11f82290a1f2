import { useTenant } from "@faibric/core/platform/actor";
import { commit } from "@faibric/core/platform/commit";
import { defineContract } from "@faibric/core/platform/contract";
import { ConflictError } from "@faibric/core/platform/errors";
import { createTenant } from "@faibric/core/tenant/tenant.contract";
import { newTenant } from "@faibric/core/testing/actors";
import { EffectEntity } from "@faibric/core/testing/effect.entity";
import { logged } from "@faibric/core/testing/logged";
import { effect, take } from "@faibric/core/testing/trial";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { handler as createTenantHandler } from "../tenant/create-tenant";
import { callApi } from "./api-event.fixture";
import { type Caller, newCaller } from "./caller.fixture";
import { http } from "./http";

const addOne = defineContract({
  method: "POST",
  path: "/api/test/effects",
  summary: "Have an effect",
  access: "member:tenant.write",
  body: z.object({ name: z.string(), note: z.string().optional() }),
  status: 201,
  response: z.object({ name: z.string(), made: z.string(), note: z.string().optional() }),
});
const addOther = { ...addOne, path: "/api/test/others" } as const;
const readOne = { ...addOne, method: "GET", body: z.object({}), status: 200 } as const;

type Answer = z.infer<typeof addOne.response>;
type Run = (input: { body: { name: string; note?: string | undefined } }) => Promise<Answer>;

let made = 0;
/** Has its effect once for each commit, and tells apart who had it. */
const add: Run = ({ body }) => {
  const result = { name: body.name, made: `${++made}`, note: body.note };
  return commit({
    entities: { effect: EffectEntity },
    writes: ({ effect: one }) => ({
      effect: one.upsert({ tenantId: useTenant(), name: body.name }).add({ count: 1 }).commit(),
    }),
    result,
  });
};

const key = "5f0c6a2e-6a0e-4f6b-9a55-0d2c6f3b8f11";
interface Post {
  readonly run?: Run;
  readonly contract?: typeof addOne;
  readonly body?: { readonly name: unknown };
  readonly key?: string;
}
const post = (caller: Caller, call: Post = {}) => {
  const { run = add, contract = addOne, body = { name: "a" } } = call;
  const headers = { ...caller.headers, "idempotency-key": call.key ?? key };
  return callApi(http(contract, run), contract, { headers, body });
};
const effects = ({ tenantId }: Caller) => effect(tenantId, "a");
const code = ({ body }: { body: unknown }) => (body as { code?: string }).code;

/** Something that a test holds up until it lets go. */
function held(before: Run, after: Run) {
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const run: Run = async (input) => {
    const result = await before(input);
    reached.resolve();
    await gate.promise;
    return after === before ? result : after(input);
  };
  return { run, reached: reached.promise, letGo: gate.resolve };
}
const nothing: Run = async ({ body }) => ({ name: body.name, made: "0" });

afterEach(() => vi.useRealTimers());

describe("the same key and request", () => {
  it("get the same answer, and have one effect", async () => {
    const caller = await newCaller();
    const first = await post(caller);
    const again = await post(caller);
    expect(first.status).toBe(201);
    expect(first.headers).not.toHaveProperty("idempotency-replayed");
    expect(again).toEqual({
      ...first,
      headers: { ...first.headers, "idempotency-replayed": "true" },
    });
    expect(await effects(caller)).toBe(1);
  });

  it("are the same in another order of fields, and with what has a default spelt out", async () => {
    const caller = await newCaller();
    const headers = { ...caller.headers, "idempotency-key": key };
    const slug = caller.tenantId.slice(4);
    const create = (body: string) => callApi(createTenantHandler, createTenant, { headers, body });
    const first = await create(`{"name":"Shop","slug":"${slug}"}`);
    const again = await create(
      `{ "settings": {"locale":"en"}, "slug":"${slug}", "name": " Shop" }`,
    );
    expect(first.status).toBe(201);
    expect(again.body).toEqual(first.body);
  });

  it("get the answer of a process that died between the change and the answer", async () => {
    const caller = await newCaller();
    const dying = held(add, add);
    void post(caller, { run: dying.run });
    await dying.reached;
    const again = await post(caller);
    expect(again.status).toBe(201);
    expect(again.headers).toMatchObject({ "idempotency-replayed": "true" });
    expect(await effects(caller)).toBe(1);
  });

  it("get the answer of an operation that changed something without commit", async () => {
    const caller = await newCaller();
    const run: Run = async ({ body }) => {
      await EffectEntity.upsert({ tenantId: caller.tenantId, name: "a" }).add({ count: 1 }).go();
      return { name: body.name, made: "plain", note: undefined };
    };
    const first = await post(caller, { run });
    const again = await post(caller, { run });
    expect(again.body).toEqual(first.body);
    expect(await effects(caller)).toBe(1);
  });

  it("get nothing as the answer where that was the answer", async () => {
    const remove = defineContract({
      method: "DELETE",
      path: "/api/test/effects",
      summary: "Have no effect",
      access: "member:tenant.write",
    });
    const caller = await newCaller();
    const headers = { ...caller.headers, "idempotency-key": key };
    let runs = 0;
    const handler = http(remove, async () => void runs++);
    for (const replayed of [undefined, "true"]) {
      const answer = await callApi(handler, remove, { headers });
      expect(answer).toMatchObject({ status: 204, body: undefined });
      expect(answer.headers["idempotency-replayed"]).toBe(replayed);
    }
    expect(runs).toBe(1);
  });
});

describe("twenty of the same requests at once", () => {
  it("have one effect; the others are told to wait, or get the same answer", async () => {
    const caller = await newCaller();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(caller)));
    expect(await effects(caller)).toBe(1);
    const good = answers.filter(({ status }) => status === 201);
    expect(good.length).toBeGreaterThan(0);
    expect(new Set(good.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    for (const answer of answers) {
      if (answer.status !== 201) expect(code(answer)).toBe("platform.idempotency.in_progress");
    }
  });
});

describe("the same key with another request", () => {
  it("is refused, while the first runs and after", async () => {
    const caller = await newCaller();
    const first = held(nothing, add);
    const running = post(caller, { run: first.run });
    await first.reached;
    const other = () => post(caller, { body: { name: "b" } });
    expect(await other()).toMatchObject({ status: 422 });
    first.letGo();
    expect((await running).status).toBe(201);
    expect(code(await other())).toBe("platform.idempotency.key_reused");
    expect(await effect(caller.tenantId, "b")).toBe(0);
  });

  it("is another request for another person, tenant and operation", async () => {
    const one = await newCaller();
    const colleague = await newCaller("admin", { tenantId: one.tenantId });
    const elsewhere = await newCaller("owner", { userId: one.userId, tenantId: newTenant() });
    const answers = [
      await post(one),
      await post(colleague),
      await post(elsewhere),
      await post(one, { contract: addOther }),
      await post(one, { key: `${key}0` }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(201);
      expect(answer.headers).not.toHaveProperty("idempotency-replayed");
    }
    expect(await effects(one)).toBe(4);
    expect(await effects(elsewhere)).toBe(1);
  });
});

describe("a request that is still running", () => {
  it("holds the same one off", async () => {
    const caller = await newCaller();
    const first = held(nothing, add);
    const running = post(caller, { run: first.run });
    await first.reached;
    const second = await post(caller);
    expect(second.status).toBe(409);
    expect(code(second)).toBe("platform.idempotency.in_progress");
    first.letGo();
    expect((await running).status).toBe(201);
    expect(await effects(caller)).toBe(1);
  });

  it.each([
    ["commits", add],
    ["changes something without commit", nothing],
  ])("is taken for dead after its lock, and %s no more once it was", async (_name, rest) => {
    const caller = await newCaller();
    const dead = held(nothing, rest);
    const running = post(caller, { run: dead.run });
    await dead.reached;

    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 29_000 });
    expect((await post(caller)).status).toBe(409);
    vi.setSystemTime(Date.now() + 2_000);
    const second = await post(caller);
    expect(second.status).toBe(201);

    dead.letGo();
    expect(code(await running)).toBe("platform.idempotency.in_progress");
    expect(await effects(caller)).toBe(1);
    expect((await post(caller)).body).toEqual(second.body);
  });
});

describe("a request that failed", () => {
  it.each([
    ["was refused", new ConflictError("Not now."), 409],
    ["broke", new Error("broken"), 500],
  ])("leaves its key free where it %s, for another body too", async (_name, error, status) => {
    const caller = await newCaller();
    const run: Run = () => Promise.reject(error);
    await logged(async () => expect((await post(caller, { run })).status).toBe(status));
    expect((await post(caller, { body: { name: "b" } })).status).toBe(201);
    expect(await effect(caller.tenantId, "b")).toBe(1);
  });

  it("has taken no key where it was not understood", async () => {
    const caller = await newCaller();
    expect((await post(caller, { body: { name: 1 } })).status).toBe(400);
    expect((await post(caller)).status).toBe(201);
  });

  it("is not repeated where it failed after its change", async () => {
    const caller = await newCaller();
    const run: Run = async (input) => {
      await add(input);
      throw new Error("too late");
    };
    await logged(async () => expect((await post(caller, { run })).status).toBe(500));
    expect(await post(caller)).toMatchObject({ status: 201, body: { name: "a" } });
    expect(await effects(caller)).toBe(1);
  });
});

it("is kept for 24 hours", async () => {
  const caller = await newCaller();
  await post(caller);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 24 * 3_600_000 + 2_000 });
  const later = await newCaller("owner", caller); // with a token that is not expired
  expect((await post(later)).headers).not.toHaveProperty("idempotency-replayed");
  expect(await effects(caller)).toBe(2);
});

it.each(["", " ", "two words", "é", "x".repeat(256), "\u007f"])(
  "refuses the key %j",
  async (bad) => {
    const caller = await newCaller();
    const answer = await post(caller, { key: bad });
    expect(answer.body).toMatchObject({
      status: 400,
      issues: [{ path: ["headers", "idempotency-key"] }],
    });
    expect(await effects(caller)).toBe(0);
  },
);

it("is not needed, and ignored where nothing changes", async () => {
  const caller = await newCaller();
  let runs = 0;
  const handler = http(readOne, async () => ({ name: "a", made: `${++runs}` }));
  const headers = { ...caller.headers, "idempotency-key": key };
  await callApi(handler, readOne, { headers });
  const again = await callApi(handler, readOne, { headers });
  expect(again.body).toEqual({ name: "a", made: "2" });
  const { headers: withoutKey } = caller;
  const twice = http(addOne, ({ body }) =>
    take(caller.tenantId, body.name, 0).then(() => ({ name: "a", made: "" })),
  );
  for (let index = 0; index < 2; index++) {
    await callApi(twice, addOne, { headers: withoutKey, body: { name: "a" } });
  }
  expect(await effects(caller)).toBe(2);
});
