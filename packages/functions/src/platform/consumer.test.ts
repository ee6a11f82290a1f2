import { useActor, useTenant } from "@faibric/core/platform/actor";
import * as Directory from "@faibric/core/platform/directory";
import { erasedKey } from "@faibric/core/platform/erased";
import type { DomainEvent } from "@faibric/core/platform/event";
import * as Failure from "@faibric/core/platform/failure";
import { createId, type TenantId } from "@faibric/core/platform/id";
import { findTrace } from "@faibric/core/platform/trace";
import { inTrace, newTenant } from "@faibric/core/testing/actors";
import { logged } from "@faibric/core/testing/logged";
import { asTrial, effect, TrialHappened, take } from "@faibric/core/testing/trial";
import type { Context, SQSEvent, SQSRecord } from "aws-lambda";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type ConsumerOptions, consumer } from "./consumer";

const NAME = "test.onThingHappened";

const happened = (tenantId: TenantId, name = "a") =>
  inTrace("where-it-began", () =>
    asTrial(tenantId, () => TrialHappened.create(name, { name, behaviour: "ok" })),
  );

function batch(...messages: readonly (object | string)[]): SQSEvent {
  const Records = messages.map((message, index) => ({
    messageId: `${createId("tnt")}-${index}`,
    body: typeof message === "string" ? message : JSON.stringify({ detail: message }),
  }));
  return { Records: Records as SQSRecord[] }; // of which a consumer reads no more
}

const contextFor = (milliseconds: number) =>
  ({ getRemainingTimeInMillis: () => milliseconds }) as Context;
const context = contextFor(30_000);

type Handle = (event: DomainEvent<string, { name: string }>) => Promise<unknown>;
const takeIt: Handle = ({ properties }) => take(useTenant(), properties.name, 0);
/** Brings a batch to a consumer: which of its messages failed, and what was logged. */
async function receive(
  event: SQSEvent,
  handle: Handle = takeIt,
  lambda = context,
  options: ConsumerOptions = {},
) {
  const handler = consumer(NAME, TrialHappened, handle, options);
  const { result, lines } = await logged(() => handler(event, lambda));
  const failed = result.batchItemFailures.map(({ itemIdentifier }) =>
    event.Records.findIndex(({ messageId }) => messageId === itemIdentifier),
  );
  return { failed, lines };
}

it("runs as the system in the event's tenant, and goes on with what it began with", async () => {
  const tenantId = newTenant();
  const event = batch(happened(tenantId));
  const seen: unknown[] = [];
  const { lines } = await receive(event, async () => seen.push(useActor(), findTrace()));
  const requestId = event.Records[0]?.messageId;
  expect(seen).toEqual([
    { type: "system", tenantId, service: NAME },
    { requestId, correlationId: "where-it-began", operation: NAME },
  ]);
  expect(lines).toMatchObject([
    { message: "event handled", tenantId, requestId, correlationId: "where-it-began" },
  ]);
});

it("has the effect of an event once, however often it comes", async () => {
  const tenantId = newTenant();
  const event = happened(tenantId);
  for (const records of [batch(event), batch(event), batch(event, event, event)]) {
    expect((await receive(records)).failed).toEqual([]);
  }
  expect(await effect(tenantId, "a")).toBe(1);
});

it("has the effect of an event once for each consumer", async () => {
  const tenantId = newTenant();
  const event = happened(tenantId);
  const other = consumer("test.onThingHappenedToo", TrialHappened, takeIt);
  await receive(batch(event));
  await logged(() => other(batch(event), context));
  expect(await effect(tenantId, "a")).toBe(2);
});

it("fails alone, and says why in the log and beside the dead letters", async () => {
  const tenantId = newTenant();
  const event = batch(happened(tenantId, "good"), happened(tenantId, "bad"), happened(tenantId));
  const handle: Handle = async (one) => {
    if (one.properties.name === "bad") throw new RangeError(`no stock ${"💥".repeat(600)}`);
    await takeIt(one);
  };
  const first = await receive(event, handle);
  const again = await receive(event, handle);

  expect([first.failed, again.failed]).toEqual([[1], [1]]);
  expect(await effect(tenantId, "good")).toBe(1);
  expect(await effect(tenantId, "a")).toBe(1);
  expect(first.lines.filter(({ level }) => level === "error")).toMatchObject([
    { message: "event not handled", tenantId, correlationId: "where-it-began", operation: NAME },
  ]);
  const messageId = event.Records[1]?.messageId ?? "";
  const failure = await asTrial(tenantId, () => Failure.find(NAME, messageId));
  expect(failure).toMatchObject({
    attempts: 2,
    reason: expect.stringMatching(/^RangeError: no stock 💥/),
  });
});

it.each([
  ["no JSON", "{"],
  ["nothing", "null"],
  ["no event", JSON.stringify({ detail: { id: "1" } })],
  ["an event of another type", JSON.stringify({ detail: { ...happened(newTenant()), type: "x" } })],
  ["a later version", JSON.stringify({ detail: { ...happened(newTenant()), version: 2 } })],
  ["an event of no tenant", JSON.stringify({ detail: { ...happened(newTenant()), tenantId: "" } })],
])("fails a message that is %s, and no other", async (_name, body) => {
  const tenantId = newTenant();
  const { failed, lines } = await receive(batch(body, happened(tenantId)));
  expect(failed).toEqual([0]);
  expect(await effect(tenantId, "a")).toBe(1);
  expect(lines.find(({ level }) => level === "error")).toMatchObject({
    message: "message not understood",
    operation: NAME,
  });
});

it("says in time that it did not finish, without holding up the others", async () => {
  const tenantId = newTenant();
  const event = batch(happened(tenantId, "hangs"), happened(tenantId));
  const handle: Handle = (one) =>
    one.properties.name === "hangs" ? new Promise(() => undefined) : takeIt(one);
  const { failed } = await receive(event, handle, contextFor(1_300));

  expect(failed).toEqual([0]);
  expect(await effect(tenantId, "a")).toBe(1);
  const messageId = event.Records[0]?.messageId ?? "";
  const failure = await asTrial(tenantId, () => Failure.find(NAME, messageId));
  expect(failure?.reason).toMatch(/^ConsumerTimeoutError: not finished after \d+ ms$/);
});

it("counts what a late consumer stores in the end, once", async () => {
  const tenantId = newTenant();
  const event = happened(tenantId);
  const gate = Promise.withResolvers<void>();
  const late = Promise.withResolvers<unknown>();
  const slow: Handle = async (one) => {
    await gate.promise;
    late.resolve(takeIt(one));
    return late.promise;
  };
  expect((await receive(batch(event), slow, contextFor(1_001))).failed).toEqual([0]);
  gate.resolve();
  await late.promise;
  expect((await receive(batch(event))).failed).toEqual([]);
  expect(await effect(tenantId, "a")).toBe(1);
});

it("does nothing for a tenant that is being erased, and everything for the others of its batch", async () => {
  const tenants = Array.from({ length: 120 }, () => newTenant()); // more than one call reads
  const [erased, ...others] = tenants.toReversed();
  await Directory.keep({ ...erasedKey(erased as TenantId), detail: { erasureId: "ers_1" } });
  const { failed, lines } = await receive(batch(...tenants.map((tenantId) => happened(tenantId))));
  expect(failed).toEqual([]);
  expect(lines.filter(({ message }) => message === "event handled")).toHaveLength(others.length);
  expect(await effect(erased as TenantId, "a")).toBe(0);
  for (const tenantId of others.slice(0, 3)) expect(await effect(tenantId, "a")).toBe(1);
});

describe("what no transaction undoes", () => {
  afterEach(() => vi.useRealTimers());

  const alone = (event: SQSEvent, handle: Handle, lambda = context) =>
    receive(event, handle, lambda, { oneAtATime: true });

  it("begins once, however many deliveries come at once and later", async () => {
    const event = happened(newTenant());
    let begun = 0;
    const send: Handle = async () => {
      begun += 1;
    };
    const ends = await Promise.all(
      [batch(event), batch(event, event), batch(event)].map((one) => alone(one, send)),
    );
    ends.push(await alone(batch(event), send));
    expect(ends.flatMap(({ failed }) => failed)).toEqual([]);
    expect(begun).toBe(1);
  });

  it("is done, and what it stores, by the delivery that waits for one that fails", async () => {
    const tenantId = newTenant();
    const event = happened(tenantId);
    const fails = Promise.withResolvers<never>();
    const begun = Promise.withResolvers<void>();
    const first = alone(batch(event), () => {
      begun.resolve();
      return fails.promise;
    });
    await begun.promise;
    const second = alone(batch(event), takeIt);
    fails.reject(new Error("the mail server is away"));
    expect((await first).failed).toEqual([0]);
    expect((await second).failed).toEqual([]);
    expect(await effect(tenantId, "a")).toBe(1);
  });

  it("fails in time where the other delivery takes too long, and is left to that one", async () => {
    const event = happened(newTenant());
    const slow = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const first = alone(batch(event), () => {
      begun.resolve();
      return slow.promise;
    });
    await begun.promise;
    const never = vi.fn();
    expect((await alone(batch(event), never, contextFor(1_200))).failed).toEqual([0]);
    slow.resolve();
    expect((await first).failed).toEqual([]);
    expect((await alone(batch(event), never)).failed).toEqual([]);
    expect(never).not.toHaveBeenCalled();
  });

  it("is done by the next delivery where the first died in it", async () => {
    const event = happened(newTenant());
    const begun = Promise.withResolvers<void>();
    const renewing = vi.spyOn(globalThis, "setInterval").mockReturnValueOnce(undefined as never);
    void alone(batch(event), () => {
      begun.resolve();
      return new Promise(() => undefined);
    });
    await begun.promise;
    renewing.mockRestore();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11_000 });
    const send = vi.fn(async () => undefined);
    expect((await alone(batch(event), send)).failed).toEqual([]);
    expect(send).toHaveBeenCalledOnce();
  });
});
