import { describe, expect, test, vi } from "vitest";
import type { GivenUpBatch } from "./stream-batch";
import { nameOf, recorder, useStreamedTable } from "./stream-poller.fixture";

const table = useStreamedTable();

describe("failures", () => {
  test("are tried again, and nothing overtakes them", async () => {
    const { batches, invoke } = recorder();
    let failures = 2;
    await table.put("a1", "a2", "a3");
    table.poll(
      async (event) => {
        await invoke(event);
        if (failures-- > 0) throw new Error("not yet");
      },
      { batchSize: 2 },
    );
    await vi.waitFor(() =>
      expect(batches).toEqual([["a1", "a2"], ["a1", "a2"], ["a1", "a2"], ["a3"]]),
    );
  });

  test("reported for a record repeat the batch from that record on", async () => {
    const { batches, invoke } = recorder();
    await table.put("a1", "a2", "a3");
    table.poll(async (event) => {
      await invoke(event);
      if (batches.length > 1) return { batchItemFailures: [] };
      const itemIdentifier = event.Records[1]?.dynamodb?.SequenceNumber;
      return { batchItemFailures: [{ itemIdentifier }] };
    });
    await vi.waitFor(() =>
      expect(batches).toEqual([
        ["a1", "a2", "a3"],
        ["a2", "a3"],
      ]),
    );
  });

  test.each([
    ["an unknown identifier", "nobody"],
    ["an empty identifier", ""],
    ["none", null],
  ])("reported with %s repeat the whole batch", async (_what, itemIdentifier) => {
    const { batches, invoke } = recorder();
    await table.put("a1", "a2");
    table.poll(async (event) => {
      await invoke(event);
      return { batchItemFailures: batches.length > 1 ? null : [{ itemIdentifier }] };
    });
    await vi.waitFor(() =>
      expect(batches).toEqual([
        ["a1", "a2"],
        ["a1", "a2"],
      ]),
    );
  });

  test("are narrowed down to the one bad record, which is given up alone", async () => {
    const handled: string[] = [];
    const givenUp: GivenUpBatch[] = [];
    await table.put("a1", "a2", "a3", "a4", "a5");
    table.poll(
      async ({ Records }) => {
        if (Records.some((record) => nameOf(record) === "a3")) throw new Error("bad record");
        handled.push(...Records.map(nameOf));
      },
      { bisectOnError: true, retryAttempts: 1, onFailure: (batch) => void givenUp.push(batch) },
    );
    await vi.waitFor(() => expect(handled).toEqual(["a1", "a2", "a4", "a5"]));
    expect(givenUp).toHaveLength(1);
    expect(givenUp[0]).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 2 },
      DDBStreamBatchInfo: { batchSize: 1, streamArn: expect.stringContaining(table.tableName) },
    });
  });

  test("give the batch up after the retry attempts and go on with the next", async () => {
    const { batches, invoke } = recorder();
    const givenUp: GivenUpBatch[] = [];
    await table.put("a1", "a2", "a3");
    table.poll(
      async (event) => {
        await invoke(event);
        if (event.Records.some((record) => nameOf(record) === "a1")) throw new Error("never");
      },
      { batchSize: 2, retryAttempts: 2, onFailure: (batch) => void givenUp.push(batch) },
    );
    await vi.waitFor(() => expect(batches.at(-1)).toEqual(["a3"]));
    expect(batches).toHaveLength(4);
    expect(givenUp[0]?.DDBStreamBatchInfo.batchSize).toBe(2);
  });
});

describe("restarts", () => {
  test("go on after the last batch that succeeded", async () => {
    const first = recorder();
    await table.put("a1", "a2");
    table.poll(first.invoke);
    await vi.waitFor(() => expect(first.names()).toEqual(["a1", "a2"]));
    await table.halt();
    await table.put("a3");

    const second = recorder();
    table.poll(second.invoke);

    await vi.waitFor(() => expect(second.names()).toEqual(["a3"]));
  });

  test("deliver a batch again that was under way and had not succeeded", async () => {
    await table.put("a1", "a2");
    let invoked = false;
    table.poll(() => {
      invoked = true;
      return Promise.reject(new Error("killed in the middle"));
    });
    await vi.waitFor(() => expect(invoked).toBe(true));
    await table.halt();

    const second = recorder();
    table.poll(second.invoke);

    await vi.waitFor(() => expect(second.names()).toEqual(["a1", "a2"]));
  });

  test("of the engine only delay", async () => {
    const { invoke, names } = recorder();
    table.poll(invoke);
    await table.put("a1");
    await vi.waitFor(() => expect(names()).toEqual(["a1"]));
    process.kill(table.dynamodb.pid, "SIGKILL");
    // The SDK's own three tries may all fall into the moment before the engine listens again.
    await vi.waitFor(() => table.put("a2"), { timeout: 3_000 });
    await vi.waitFor(() => expect(names()).toEqual(["a1", "a2"]), { timeout: 3_000 });
  });
});
