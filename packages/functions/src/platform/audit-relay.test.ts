import { expect, it } from "vitest";
import { lanes } from "./audit-relay";

const told = (names: string) =>
  [...names].map((tenantId, index) => ({
    sequenceNumber: `${index}`,
    tenantId,
    recordId: "aud_1",
    counting: false,
  }));
const groupsOf = (lane: ReturnType<typeof told>) => lane.map(({ tenantId }) => tenantId).join("");

it("keeps the records of one group in one lane, in their order", () => {
  const records = told("abacab");
  const [lane] = lanes(records);
  expect(lane?.filter(({ tenantId }) => tenantId === "a")).toEqual([
    records[0],
    records[2],
    records[4],
  ]);
  expect(lanes(told("a".repeat(25))).map(groupsOf)).toEqual(["a".repeat(25)]);
});

it("fills a call before it begins the next lane", () => {
  expect(lanes(told("abcdefghijklm")).map(groupsOf)).toEqual(["abcdefghij", "klm"]);
  expect(lanes(told("aaaaaabbbbbbc")).map(groupsOf)).toEqual(["aaaaaa", "bbbbbbc"]);
  expect(lanes([])).toEqual([]);
});
