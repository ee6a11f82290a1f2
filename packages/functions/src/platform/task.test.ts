import { useActor } from "@faibric/core/platform/actor";
import { findTrace } from "@faibric/core/platform/trace";
import { newTenant } from "@faibric/core/testing/actors";
import { logged } from "@faibric/core/testing/logged";
import { expect, it } from "vitest";
import * as z from "zod";
import { schedule } from "./schedule";
import { task } from "./task";

const context = { awsRequestId: "an-invocation" };
const tenantId = newTenant();
const input = { tenantId, correlationId: "where-it-began", amount: 3 };

it("runs as the system in the input's tenant, and answers what the step does", async () => {
  const seen: unknown[] = [];
  const step = task("test.step", { amount: z.number() }, async ({ amount }) => {
    seen.push(useActor(), findTrace());
    return { amount: amount + 1 };
  });
  const { result, lines } = await logged(() => step({ ...input, more: 1 }, context));
  const trace = {
    requestId: "an-invocation",
    correlationId: "where-it-began",
    operation: "test.step",
  };
  expect(result).toEqual({ amount: 4 });
  expect(seen).toEqual([{ type: "system", tenantId, service: "test.step" }, trace]);
  expect(lines).toEqual([{ level: "info", message: "step done", ...trace, tenantId }]);
});

it.each([
  ["no tenant", { ...input, tenantId: undefined }],
  ["a malformed tenant", { ...input, tenantId: "tnt_1" }],
  ["nothing to tell what it began with", { ...input, correlationId: undefined }],
  ["a field of another type", { ...input, amount: "3" }],
  ["nothing", undefined],
])("refuses an input with %s before the step runs", async (_name, bad) => {
  let runs = 0;
  const step = task("test.step", { amount: z.number() }, async () => void runs++);
  const { result } = await logged(() => step(bad, context).catch((error: unknown) => error));
  expect(result).toBeInstanceOf(z.ZodError);
  expect(runs).toBe(0);
});

it("fails as the step fails, and logs it with the tenant", async () => {
  const error = new RangeError("declined");
  const step = task("test.step", {}, () => Promise.reject(error));
  const { result, lines } = await logged(() => step(input, context).catch((thrown) => thrown));
  expect(result).toBe(error);
  expect(lines).toMatchObject([
    { level: "error", message: "step failed", tenantId, error: { name: "RangeError" } },
  ]);
});

const fired = { id: "evt-1", time: "2026-03-01T10:00:00Z" } as Parameters<
  ReturnType<typeof schedule>
>[0]; // of which a schedule reads no more

it("runs a schedule for the instant it fired, in no tenant", async () => {
  const seen: unknown[] = [];
  const run = schedule("test.everyHour", async (firedAt) => {
    seen.push(firedAt.toISOString(), findTrace());
    expect(useActor).toThrow("no actor");
  });
  await run(fired, context);
  expect(seen).toEqual([
    "2026-03-01T10:00:00.000Z",
    { requestId: "an-invocation", correlationId: "evt-1", operation: "test.everyHour" },
  ]);
});

it("fails as the schedule's work fails, so that Lambda tries again, and logs it", async () => {
  const run = schedule("test.everyHour", () => Promise.reject(new Error("table gone")));
  const { result, lines } = await logged(() => run(fired, context).catch((thrown) => thrown));
  expect(result).toMatchObject({ message: "table gone" });
  expect(lines).toMatchObject([
    { message: "schedule failed", correlationId: "evt-1", operation: "test.everyHour" },
  ]);
});
