import { PutEventsCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import type { Envelope } from "./envelope";
import { closeAfterEach, queueArn, START, startCloud, type TestCloud } from "./testing";

closeAfterEach();

const entry = (detail: object = { n: 1 }) => ({
  Source: "shop",
  DetailType: "order.placed",
  Detail: JSON.stringify(detail),
});

async function subscribe(cloud: TestCloud, queue: string, pattern: object) {
  const EventPattern = JSON.stringify(pattern);
  await cloud.events.send(new PutRuleCommand({ Name: queue, EventPattern }));
  const Targets = [{ Id: "1", Arn: queueArn(queue) }];
  await cloud.events.send(new PutTargetsCommand({ Rule: queue, Targets }));
}

describe("PutEvents", () => {
  it("delivers the documented envelope to the queue before it answers", async () => {
    const cloud = await startCloud();
    await subscribe(cloud, "orders", { source: ["shop"] });
    const { Entries, FailedEntryCount } = await cloud.events.send(
      new PutEventsCommand({ Entries: [{ ...entry(), Resources: ["arn:one"] }] }),
    );
    expect(FailedEntryCount).toBe(0);
    expect(cloud.bodies("orders")).toEqual([
      {
        version: "0",
        id: Entries?.[0]?.EventId,
        "detail-type": "order.placed",
        source: "shop",
        account: "000000000000",
        time: "2026-01-01T00:00:00Z",
        region: "eu-central-1",
        resources: ["arn:one"],
        detail: { n: 1 },
      },
    ]);
  });

  it("takes the entry's time, to the second", async () => {
    const cloud = await startCloud();
    await subscribe(cloud, "orders", { source: ["shop"] });
    const Time = new Date("2022-02-03T04:05:06.789Z");
    await cloud.events.send(new PutEventsCommand({ Entries: [{ ...entry(), Time }] }));
    const [event] = cloud.bodies("orders") as Envelope[];
    expect(event?.time).toBe("2022-02-03T04:05:06Z");
  });

  it("delivers to every rule that matches, and to no other", async () => {
    const cloud = await startCloud();
    await subscribe(cloud, "all", { source: ["shop"] });
    await subscribe(cloud, "big", { detail: { n: [{ numeric: [">", 5] }] } });
    await subscribe(cloud, "other", { source: ["blog"] });
    await cloud.events.send(new PutEventsCommand({ Entries: [entry({ n: 1 }), entry({ n: 9 })] }));
    expect(cloud.sent("all")).toHaveLength(2);
    expect(cloud.sent("big")).toHaveLength(1);
    expect(cloud.sent("other")).toHaveLength(0);
  });

  it.each([
    ["a missing Source", { Source: undefined }, "InvalidArgument", /Source is a required/],
    ["a missing DetailType", { DetailType: undefined }, "InvalidArgument", /DetailType is a req/],
    ["a missing Detail", { Detail: undefined }, "InvalidArgument", /Detail is a required/],
    ["a Detail that is not JSON", { Detail: "{" }, "MalformedDetail", /Detail is malformed/],
    ["a Detail that is an array", { Detail: "[1]" }, "MalformedDetail", /Detail is malformed/],
    ["a Source of AWS", { Source: "aws.s3" }, "NotAuthorizedForSourceException", /Not authorized/],
  ])("%s fails alone, in its place", async (_, change, code, message) => {
    const cloud = await startCloud();
    await subscribe(cloud, "orders", { "detail-type": [{ prefix: "" }] });
    const { FailedEntryCount, Entries } = await cloud.events.send(
      new PutEventsCommand({
        Entries: [entry({ n: 1 }), { ...entry(), ...change }, entry({ n: 3 })],
      }),
    );
    expect(FailedEntryCount).toBe(1);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([undefined, code, undefined]);
    expect(Entries?.[1]?.ErrorMessage).toMatch(message);
    expect(Entries?.[1]?.EventId).toBeUndefined();
    expect((cloud.bodies("orders") as Envelope[]).map(({ detail }) => detail.n)).toEqual([1, 3]);
  });

  it("refuses no entries, and more than ten", async () => {
    const cloud = await startCloud();
    const put = (count: number) =>
      cloud.events.send(
        new PutEventsCommand({ Entries: Array.from({ length: count }, () => entry()) }),
      );
    await expect(put(0)).rejects.toMatchObject({ name: "ValidationException" });
    await expect(put(11)).rejects.toMatchObject({ name: "ValidationException" });
    await expect(put(10)).resolves.toMatchObject({ FailedEntryCount: 0 });
  });

  it("refuses more than 256 KB in total", async () => {
    const cloud = await startCloud();
    const half = entry({ text: "x".repeat(128 * 1024) });
    await expect(
      cloud.events.send(new PutEventsCommand({ Entries: [half, half] })),
    ).rejects.toMatchObject({
      name: "ValidationException",
      message: "Total size of the entries in the request is over the limit.",
    });
    await cloud.events.send(new PutEventsCommand({ Entries: [half] }));
  });

  it("acknowledges and drops an event to a bus that does not exist, as AWS does", async () => {
    const cloud = await startCloud();
    await subscribe(cloud, "orders", { source: ["shop"] });
    const { FailedEntryCount, Entries } = await cloud.events.send(
      new PutEventsCommand({ Entries: [{ ...entry(), EventBusName: "nowhere" }, entry()] }),
    );
    expect(FailedEntryCount).toBe(0);
    expect(Entries?.every(({ EventId }) => EventId)).toBe(true);
    expect(cloud.sent("orders")).toHaveLength(1);
  });
});

describe("the switch that refuses entries", () => {
  it("refuses those that fit with ThrottlingException and takes the others", async () => {
    const cloud = await startCloud();
    await subscribe(cloud, "orders", { source: ["shop"] });
    cloud.bridge.refuse(({ Detail }) => Detail === '{"n":2}');
    const Entries = [entry({ n: 1 }), entry({ n: 2 }), entry({ n: 3 })];
    const first = await cloud.events.send(new PutEventsCommand({ Entries }));
    expect(first.FailedEntryCount).toBe(1);
    expect(first.Entries?.[1]).toEqual({
      ErrorCode: "ThrottlingException",
      ErrorMessage: "Rate exceeded",
    });
    expect(cloud.sent("orders")).toHaveLength(2);

    cloud.bridge.refuse(undefined);
    const second = await cloud.events.send(new PutEventsCommand({ Entries }));
    expect(second.FailedEntryCount).toBe(0);
  });
});

describe("in process", () => {
  it("listeners hear of what is stored, with the rules that matched", async () => {
    const cloud = await startCloud();
    await subscribe(cloud, "orders", { source: ["shop"] });
    const heard: string[] = [];
    const stop = cloud.bridge.onEvent(({ bus, envelope, rules }) => {
      heard.push(`${bus} ${envelope["detail-type"]} ${rules.join()}`);
    });
    cloud.bridge.onEvent(() => {
      throw new Error("a listener that fails");
    });
    cloud.bridge.putEvents([entry()]);
    expect(heard).toEqual(["default order.placed orders"]);
    stop();
    cloud.bridge.putEvents([entry()]);
    expect(heard).toHaveLength(1);
  });

  it("history is asked by time and type, page by page", async () => {
    const cloud = await startCloud();
    for (let n = 0; n < 5; n++) {
      cloud.bridge.putEvents([{ ...entry({ n }), DetailType: n % 2 ? "odd" : "even" }]);
      cloud.clock.now += 1_000;
    }
    const { history } = cloud.bridge;
    const numbers = (page: ReturnType<typeof history>) =>
      page.events.map(({ envelope }) => envelope.detail.n);
    const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

    expect(numbers(history({}))).toEqual([0, 1, 2, 3, 4]);
    expect(numbers(history({ from: at(1), to: at(3) }))).toEqual([1, 2]);
    expect(numbers(history({ detailType: "even" }))).toEqual([0, 2, 4]);
    const first = history({ detailType: "even", limit: 2 });
    expect(numbers(first)).toEqual([0, 2]);
    const second = history({ detailType: "even", limit: 2, cursor: first.cursor });
    expect(numbers(second)).toEqual([4]);
    expect(second.cursor).toBeUndefined();
    expect(history({}).events[1]).toMatchObject({ bus: "default", acceptedAt: at(1) });
  });

  it("history keeps the last events only", async () => {
    const { createEventHistory } = await import("./event-history");
    const cloud = await startCloud();
    for (let n = 0; n < 5; n++) cloud.bridge.putEvents([entry({ n })]);
    const short = createEventHistory(cloud.store, 2);
    short.prune();
    expect(short.query({}).events.map(({ envelope }) => envelope.detail.n)).toEqual([3, 4]);
  });

  it("an event that could not be stored is not announced", async () => {
    const cloud = await startCloud();
    await subscribe(cloud, "orders", { source: ["shop"] });
    const heard: unknown[] = [];
    cloud.bridge.onEvent((event) => heard.push(event));
    cloud.bridge.refuse(({ Detail }) => {
      if (Detail === '{"n":2}') throw new Error("a predicate that fails");
      return false;
    });
    expect(() => cloud.bridge.putEvents([entry({ n: 1 }), entry({ n: 2 })])).toThrow();
    cloud.bridge.refuse(undefined);
    expect(cloud.sent("orders")).toHaveLength(0);
    cloud.bridge.putEvents([entry({ n: 3 })]);
    expect(heard).toHaveLength(1);
  });
});
