import { CustomAttributeType, Entity } from "electrodb";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { asSystem, newTenant } from "../testing/actors";
import { announced } from "../testing/announced";
import { commit } from "./commit";
import { AlreadyHandledError, type Delivery, withDelivery } from "./delivery";
import * as Directory from "./directory";
import { ConflictError } from "./errors";
import { defineEvent } from "./event";
import { createId, type TenantId } from "./id";
import { partition, sort } from "./key";
import { table } from "./table";

const CounterEntity = new Entity(
  {
    model: { service: "test", entity: "counter", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true },
      name: { type: "string", required: true },
      count: { type: "number", required: true, default: 0 },
      notes: { type: "list", items: { type: "string" } },
      detail: { type: "any" },
    },
    indexes: {
      byName: {
        pk: partition("pk", "test.counter", ["tenantId"]),
        sk: sort("sk", "counter", ["name"]),
      },
    },
  },
  table,
);
const Counted = defineEvent("test.counter.counted", 1, { name: z.string() });

const NOTE = "n".repeat(300_000);

const count = (tenantId: TenantId, name = "a") =>
  commit({
    entities: { counter: CounterEntity },
    writes: ({ counter }) => ({
      counter: counter.upsert({ tenantId, name }).add({ count: 1 }).commit(),
    }),
    events: [Counted.create(name, { name })],
    result: `counted ${name}`,
  });
const read = async (tenantId: TenantId, name = "a") =>
  (await CounterEntity.get({ tenantId, name }).go()).data?.count ?? 0;
const delivery = (owner: TenantId, messageId = createId("evt")): Delivery => ({
  owner,
  receiver: "test",
  messageId,
  committed: false,
});

describe("a delivery", () => {
  it("changes and announces once, however often it comes, also at once", async () => {
    const tenantId = newTenant();
    await asSystem(tenantId, async () => {
      const messageId = createId("evt");
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, () =>
          withDelivery(delivery(tenantId, messageId), () => count(tenantId)),
        ),
      );

      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === "rejected")
          expect(outcome.reason).toBeInstanceOf(AlreadyHandledError);
      }
      expect(await read(tenantId)).toBe(1);
      expect(await announced(tenantId, "a")).toHaveLength(1);
    });
  });

  it("may not commit twice: a repeat could do one half", async () => {
    const tenantId = newTenant();
    await asSystem(tenantId, () =>
      withDelivery(delivery(tenantId), async () => {
        await count(tenantId);
        await expect(count(tenantId)).rejects.toThrow("commits twice");
      }),
    );
  });
});

describe("a failed condition", () => {
  it("stores nothing, announces nothing, and means what was said", async () => {
    const tenantId = newTenant();
    const slug = createId("tnt");
    await asSystem(tenantId, async () => {
      const claim = () =>
        commit({
          entities: { counter: CounterEntity },
          writes: ({ counter }) => ({
            counter: counter.upsert({ tenantId, name: "b" }).add({ count: 1 }).commit(),
          }),
          directory: [
            Directory.claim("tenant-slug", slug, tenantId, () => new ConflictError("taken")),
          ],
          events: [Counted.create("b", { name: "b" })],
        });
      await claim();
      await expect(claim()).rejects.toThrow("taken");
      expect(await read(tenantId, "b")).toBe(1);
      expect(await announced(tenantId, "b")).toHaveLength(1);
    });
  });
});

it("keeps an aggregate's events in the order they were announced", async () => {
  const tenantId = newTenant();
  await asSystem(tenantId, async () => {
    for (let index = 0; index < 5; index++) await count(tenantId);
    const events = await announced(tenantId, "a");
    expect(events.map(({ id }) => id)).toEqual(events.map(({ id }) => id).sort());
    expect(events).toHaveLength(5);
  });
});

it("gets through when forty commits want the same item at once", async () => {
  const tenantId = newTenant();
  await asSystem(tenantId, async () => {
    await Promise.all(Array.from({ length: 40 }, () => count(tenantId)));
    expect(await read(tenantId)).toBe(40);
  });
});

it("answers the result it was given", async () => {
  const tenantId = newTenant();
  expect(await asSystem(tenantId, () => count(tenantId, "c"))).toBe("counted c");
});

it("refuses an event that could never leave, before anything is stored", async () => {
  const tenantId = newTenant();
  await asSystem(tenantId, async () => {
    const name = "x".repeat(200_000);
    const events = [Counted.create("d", { name })];
    const committing = commit({
      entities: { counter: CounterEntity },
      writes: ({ counter }) => ({ counter: counter.upsert({ tenantId, name: "d" }).commit() }),
      events,
    });
    await expect(committing).rejects.toThrow("bytes");
    expect(await announced(tenantId, "d")).toEqual([]);
  });
});

it("takes what DynamoDB refuses for a defect, not for a clash to try again", async () => {
  const tenantId = newTenant();
  await asSystem(tenantId, async () => {
    await count(tenantId, "a text");
    const committing = commit({
      entities: { counter: CounterEntity },
      writes: ({ counter }) => ({
        // More than an item holds, once it is added to what is there.
        counter: counter
          .patch({ tenantId, name: "a text" })
          .append({ notes: [NOTE, NOTE] })
          .commit(),
      }),
      events: [Counted.create("e", { name: "e" })],
    });
    await expect(committing).rejects.toThrow(/transaction refused: ValidationError|item size/i);
    expect(await announced(tenantId, "e")).toEqual([]);
  });
});

it("keeps what JSON keeps, and leaves out what it leaves out", async () => {
  const tenantId = newTenant();
  const detail = {
    text: "a\u0001 ☕ é",
    empty: "",
    list: [],
    map: {},
    no: null,
    n: -0.1,
    yes: true,
  };
  await asSystem(tenantId, async () => {
    await commit({
      entities: { counter: CounterEntity },
      writes: ({ counter }) => ({
        counter: counter
          .put({ tenantId, name: "json", detail: { ...detail, left: undefined } })
          .commit(),
      }),
    });
    const { data } = await CounterEntity.get({ tenantId, name: "json" }).go();
    expect(data?.detail).toStrictEqual(detail);
  });
});
