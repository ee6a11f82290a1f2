import { defineContract } from "@faibric/core/platform/contract";
import { createTenant } from "@faibric/core/tenant/tenant.contract";
import { newTenant } from "@faibric/core/testing/actors";
import { EffectEntity } from "@faibric/core/testing/effect.entity";
import { effect, take } from "@faibric/core/testing/trial";
import { describe, expect, it } from "vitest";
import { handler as createTenantHandler } from "../tenant/create-tenant";
import { callApi } from "./api-event.fixture";
import { newCaller } from "./caller.fixture";
import { http } from "./http";
import {
  add,
  addOne,
  addOther,
  code,
  effects,
  held,
  key,
  nothing,
  post,
  type Run,
  readOne,
} from "./idempotency.fixture";

describe("the same key and request", () => {
  it("get the same answer, and have one effect", async () => {
    const caller = await newCaller();
    const first = await post(caller);
    const again = await post(caller);
    expect(first.status).toBe(201);
    expect(first.headers).not.toHaveProperty("idempotency-replayed");
    const { ratelimit, ...headers } = again.headers;
    expect(ratelimit).toBeDefined(); // a repetition counts, too
    expect({ ...again, headers: { ...headers, ratelimit: first.headers.ratelimit } }).toEqual({
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
