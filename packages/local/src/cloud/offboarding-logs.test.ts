import { afterAll, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { startSuiteCloud } from "../testing/suite-cloud";

// A day takes a third of a second here: the thirty for which lines are kept, ten seconds.
const secondMs = 0.004;
const cloud = await startSuiteCloud({ secondMs });
afterAll(() => cloud.close());
// Imported once the cloud has said where the table is.
const { newCaller } = await import("@faibric/functions/platform/caller.fixture");
const { asSystem } = await import("@faibric/core/testing/actors");
const { findErased } = await import("@faibric/core/platform/erased");
const { checkLogs } = await import("@faibric/core/offboarding/log-check");
const Erasure = await import("@faibric/core/offboarding/erasure");

it("looks through the logs once their lines have ended, and the proof says that none is left", async () => {
  const { tenantId, headers } = await newCaller();
  const { status } = await fetch(`${cloud.url}/api/tenants/${tenantId}`, {
    method: "PATCH",
    headers: { ...headers, "content-type": "application/json", "if-match": '"1"' },
    body: JSON.stringify({ name: "☕ قهوة" }),
  });
  expect(status).toBe(200);
  const naming = (until = "9999") => [
    ...cloud.watchers.lines().filter(({ line, time }) => line.includes(tenantId) && time <= until),
    ...cloud.watchers
      .requests()
      .filter((one) => JSON.stringify(one).includes(tenantId) && one.time <= until),
  ];
  // The request itself, and what functions logged of what followed from it.
  await eventually(
    () => naming(),
    (found) => found.length > 1,
  );
  await asSystem(tenantId, Erasure.requestNow);
  const { completedAt } =
    (await eventually(
      () => findErased(tenantId),
      (erased) => erased?.completedAt !== undefined,
      60_000,
    )) ?? {};
  // Lines of its time are there still, so it is not said that there are none.
  expect(await asSystem(tenantId, checkLogs)).toEqual({ clean: false });
  expect(await findErased(tenantId)).not.toHaveProperty("logsCheckedAt");

  const proof = await eventually(
    () => findErased(tenantId),
    (erased) => erased?.logsCheckedAt !== undefined,
    60_000,
  );
  expect(proof?.logs).toBeGreaterThan(50);
  expect(naming(completedAt)).toEqual([]);
}, 120_000);
