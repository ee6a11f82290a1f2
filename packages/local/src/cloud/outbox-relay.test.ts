import { CreateEventBusCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { afterAll, afterEach, expect, it } from "vitest";
import { createEventBridge } from "../eventbridge/eventbridge";
import { serveAws } from "../wire/endpoint";
import { openStore } from "../wire/store";
import { BUS_NAME } from "./settings";

const store = openStore(":memory:");
const none = async () => undefined;
const eventBridge = createEventBridge({
  store,
  targets: { sqs: () => undefined, lambda: none, states: none },
});
const endpoint = await serveAws([eventBridge]);
process.env.AWS_ENDPOINT_URL_EVENTBRIDGE = endpoint.url;
await new EventBridgeClient({}).send(new CreateEventBusCommand({ Name: BUS_NAME }));
// Imported once it is said where EventBridge is.
const { handler } = await import("@faibric/functions/platform/outbox-relay");
const { logged } = await import("@faibric/core/testing/logged");

afterEach(() => eventBridge.refuse(undefined));
afterAll(() => endpoint.close());

let number = 0;
/** An outbox item, as the table's stream brings it. */
function record(name: string, aggregateId = name, padding = 0): DynamoDBRecord {
  const event = {
    id: `evt_${number}`,
    type: "trial.thing.happened",
    version: 1,
    occurredAt: "2026-03-01T10:00:00.000Z",
    tenantId: "tnt_1",
    aggregateId,
    correlationId: "where-it-began",
    properties: { name, padding: "x".repeat(padding) },
  };
  const NewImage = marshall({ pk: "x", event }) as NonNullable<
    NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"]
  >;
  return { eventName: "INSERT", dynamodb: { SequenceNumber: String(number++), NewImage } };
}

/** Relays the batch: where the stream has to go on, what is out so far, and what was logged. */
async function relay(...records: readonly DynamoDBRecord[]) {
  const before = published().length;
  const { result, lines } = await logged(() => handler({ Records: [...records] }));
  const [failure] = result.batchItemFailures;
  const from = records.findIndex(
    ({ dynamodb }) => dynamodb?.SequenceNumber === failure?.itemIdentifier,
  );
  return { from, out: published().slice(before).map(nameOf), lines };
}

const published = () =>
  eventBridge
    .history({ from: "2000-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z", limit: 10_000 })
    .events.map(({ envelope }) => envelope);
const nameOf = ({ detail }: { detail: object }) =>
  (detail as { properties: { name: string } }).properties.name;
const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);

it("publishes a hundred events, ten at a time, whole and at the instant they happened", async () => {
  const { from, out, lines } = await relay(...names(100).map((name) => record(name)));
  expect(from).toBe(-1);
  expect(out.toSorted()).toEqual(names(100).toSorted());
  expect(published().find((one) => nameOf(one) === "n99")).toMatchObject({
    source: "trial",
    "detail-type": "trial.thing.happened",
    time: "2026-03-01T10:00:00Z",
    detail: { tenantId: "tnt_1", correlationId: "where-it-began", aggregateId: "n99" },
  });
  expect(lines).toMatchObject([{ OutboxAge: expect.any(Number) }]);
});

it("splits what is over 256 KB in all", async () => {
  const large = names(5).map((name) => record(name, name, 190_000));
  expect(await relay(...large)).toMatchObject({ from: -1, out: names(5) });
});

it("keeps the events of one aggregate in order", async () => {
  const mixed = names(20).map((name, index) => record(name, index % 3 ? "one" : `other${index}`));
  const { from, out } = await relay(...mixed);
  expect(from).toBe(-1);
  expect(out.toSorted()).toEqual(names(20).toSorted());
  const one = new Set(names(20).filter((_, index) => index % 3));
  expect(out.filter((name) => one.has(name))).toEqual([...one]);
});

it("goes on from the first event that was refused inside of a 200", async () => {
  const batch = names(25).map((name) => record(name));
  eventBridge.refuse(({ Detail = "" }) => /"name":"n1[35]"/.test(Detail));
  const first = await relay(...batch);
  expect(first.from).toBe(13);
  expect(first.out).not.toContain("n13");
  expect(first.out).toContain("n24"); // of another aggregate: nothing to wait for
  expect(first.lines).toContainEqual(
    expect.objectContaining({
      message: "event refused",
      code: "ThrottlingException",
      tenantId: "tnt_1",
      correlationId: "where-it-began",
    }),
  );

  eventBridge.refuse(undefined);
  const again = await relay(...batch.slice(first.from));
  expect(again.from).toBe(-1);
  expect(new Set([...first.out, ...again.out])).toEqual(new Set(names(25)));
});

it("never lets an event overtake one of its aggregate that was refused", async () => {
  let refusals = 0;
  eventBridge.refuse(({ Detail = "" }) => /"name":"n0"/.test(Detail) && ++refusals <= 3);
  let left = names(6).map((name) => record(name, "one"));
  const out: string[] = [];
  while (left.length) {
    const round = await relay(...left);
    out.push(...round.out);
    left = round.from < 0 ? [] : left.slice(round.from);
  }
  expect(out).toEqual(names(6));
});

it("publishes no later event of an aggregate than the one that was refused", async () => {
  eventBridge.refuse(({ Detail = "" }) => /"name":"n2"/.test(Detail));
  const batch = names(6).map((name, index) => record(name, index % 2 ? "odd" : "even"));
  const { from, out } = await relay(...batch);
  expect(from).toBe(2);
  expect(out).not.toContain("n4");
});

it("tells the age of what waits where nothing goes out at all", async () => {
  eventBridge.refuse(() => true);
  const { from, out, lines } = await relay(record("a"), record("b"));
  expect({ from, out }).toEqual({ from: 0, out: [] });
  const [age] = lines.flatMap(({ OutboxAge }) =>
    typeof OutboxAge === "number" ? [OutboxAge] : [],
  );
  expect(age).toBeGreaterThan(60_000);
});

it("goes on from a portion that failed as a whole, not from the beginning", async () => {
  const tooLarge = record("huge", "huge", 300_000); // more than PutEvents takes, so it fails the call
  const batch = [...names(12).map((name) => record(name)), tooLarge, record("after")];
  const { from, out, lines } = await relay(...batch);
  expect(batch[from]).toBe(tooLarge);
  expect(out.toSorted()).toEqual([...names(12), "after"].toSorted());
  expect(lines).toContainEqual(expect.objectContaining({ message: "events not published" }));
});
