import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { nameOf, recorder, useStreamedTable } from "../lambda/stream-poller.fixture";

const table = useStreamedTable();

describe("expiry", () => {
  const expire = (name: string, expiresAt: Record<"N", string> | Record<"S", string>) =>
    table.putItem(name, { expiresAt });
  const ago = (seconds: number) => String(Math.floor(Date.now() / 1000) - seconds);

  test("removes items whose time has passed, and the record says the service did it", async () => {
    const { records, invoke } = recorder();
    await expire("a-past", { N: ago(60) });
    await expire("b-future", { N: ago(-3_600) });
    await expire("c-ancient", { N: ago(6 * 365 * 86_400) });
    await expire("d-text", { S: ago(60) });
    await table.put("e-none");
    table.poll(invoke);
    table.sweep();

    const removed = () => records.filter(({ eventName }) => eventName === "REMOVE");
    await vi.waitFor(() => expect(removed()).toHaveLength(1));
    await sleep(50); // a few more looks
    expect(removed().map(nameOf)).toEqual(["a-past"]);
    expect(removed()[0]?.userIdentity).toEqual({
      type: "Service",
      principalId: "dynamodb.amazonaws.com",
    });
  });

  test("reads a long table over several pages", async () => {
    const { records, invoke } = recorder();
    for (let i = 0; i < 40; i++) await expire(`a${i}`, { N: ago(60 + i) });
    table.poll(invoke);
    table.sweep(3);
    const expired = () => records.filter(({ userIdentity }) => userIdentity?.type === "Service");
    await vi.waitFor(() => expect(expired()).toHaveLength(40), { timeout: 5_000 });
  });
});
