import { setTimeout as sleep } from "node:timers/promises";
import { ConflictError } from "@faibric/core/platform/errors";
import { logged } from "@faibric/core/testing/logged";
import { effect } from "@faibric/core/testing/trial";
import { afterEach, describe, expect, it, vi } from "vitest";
import { newCaller } from "./caller.fixture";
import { add, code, effects, held, nothing, post, type Run } from "./idempotency.fixture";

afterEach(() => vi.useRealTimers());

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

    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 9_000 });
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

describe("a request that takes long", () => {
  it("is not taken for dead while it is at work", async () => {
    const caller = await newCaller();
    // A hundred times as often: the clock is moved by hand.
    const often = setInterval;
    const timer = vi
      .spyOn(globalThis, "setInterval")
      .mockImplementation((run, ms) => often(run, Number(ms) / 100));
    const ended = vi.spyOn(globalThis, "clearInterval");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
    const slow = held(nothing, add);
    const running = post(caller, { run: slow.run });
    await slow.reached;
    for (let second = 0; second < 20; second += 4) {
      vi.setSystemTime(Date.now() + 4_000);
      await sleep(150);
      expect((await post(caller)).status).toBe(409);
    }
    slow.letGo();
    expect((await running).status).toBe(201);
    expect(await effects(caller)).toBe(1);
    expect(ended).toHaveBeenCalledWith(timer.mock.results[0]?.value);
    vi.restoreAllMocks();
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
