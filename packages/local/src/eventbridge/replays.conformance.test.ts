import * as aws from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import {
  closeAfterEach,
  queueArn,
  START,
  startCloud,
  type TestCloud,
  temporaryFolder,
} from "./testing";

closeAfterEach();

const ARN = "arn:aws:events:eu-central-1:000000000000";
const BUS_ARN = `${ARN}:event-bus/shop`;
const ruleArn = (name: string) => `${ARN}:rule/shop/${name}`;

type Body = Readonly<Record<string, unknown>> & { readonly detail: { readonly n: number } };

/** A bus with an archive, two rules to a queue each, and so many events, a second apart. */
async function shopWith(count: number, cloudOptions: Parameters<typeof startCloud>[0] = {}) {
  const cloud = await startCloud(cloudOptions);
  cloud.bridge.ensureArchive("archive", "shop");
  for (const name of ["one", "two"]) {
    const target = { arn: queueArn(name) };
    cloud.bridge.ensureRule({ bus: "shop", name, pattern: { source: ["shop"] }, target });
  }
  for (let n = 0; n < count; n++) {
    const Detail = JSON.stringify({ n });
    cloud.bridge.putEvents([{ Source: "shop", DetailType: "t", Detail, EventBusName: "shop" }]);
    cloud.clock.now += 1_000;
  }
  cloud.store.exec("DELETE FROM test_queue");
  const numbers = (queue: string) => (cloud.bodies(queue) as Body[]).map(({ detail }) => detail.n);
  return { ...cloud, numbers };
}

const at = (seconds: number) => new Date(START + seconds * 1_000);

const start = ({ events }: TestCloud, input: Partial<aws.StartReplayRequest> = {}) =>
  events.send(
    new aws.StartReplayCommand({
      ReplayName: "replay",
      EventSourceArn: `${ARN}:archive/archive`,
      EventStartTime: at(0),
      EventEndTime: at(3_600),
      Destination: { Arn: BUS_ARN },
      ...input,
    }),
  );
const read = ({ events }: TestCloud, ReplayName = "replay") =>
  events.send(new aws.DescribeReplayCommand({ ReplayName }));
const cancel = ({ events }: TestCloud, ReplayName = "replay") =>
  events.send(new aws.CancelReplayCommand({ ReplayName }));

describe("a replay", () => {
  it("sends the events of its time to the rules of the bus, marked with its name", async () => {
    const cloud = await shopWith(5);
    const started = await start(cloud, { EventStartTime: at(1), EventEndTime: at(3) });
    expect(started).toMatchObject({
      State: "STARTING",
      ReplayArn: `${ARN}:replay/replay`,
      ReplayStartTime: at(5),
    });
    await cloud.bridge.tick();
    expect(cloud.numbers("one")).toEqual([1, 2, 3]);
    expect(cloud.numbers("two")).toEqual([1, 2, 3]);
    const [event] = cloud.bodies("one") as Body[];
    expect(event).toMatchObject({ "replay-name": "replay", time: "2026-01-01T00:00:01Z" });
  });

  it("sends to the rules it is filtered to, and to no other", async () => {
    const cloud = await shopWith(2);
    await start(cloud, { Destination: { Arn: BUS_ARN, FilterArns: [ruleArn("two")] } });
    await cloud.bridge.tick();
    expect(cloud.numbers("one")).toEqual([]);
    expect(cloud.numbers("two")).toEqual([0, 1]);
  });

  it("is described and listed with how far it came", async () => {
    const cloud = await shopWith(2);
    const Destination = { Arn: BUS_ARN, FilterArns: [ruleArn("one")] };
    await start(cloud, { Destination, Description: "once more" });
    await cloud.bridge.tick();
    const listed = {
      ReplayName: "replay",
      State: "COMPLETED",
      EventSourceArn: `${ARN}:archive/archive`,
      EventStartTime: at(0),
      EventEndTime: at(3_600),
      EventLastReplayedTime: at(1),
      ReplayStartTime: at(2),
      ReplayEndTime: at(2),
    };
    const ReplayArn = `${ARN}:replay/replay`;
    expect(await read(cloud)).toMatchObject({
      ...listed,
      ReplayArn,
      Destination,
      Description: "once more",
    });
    const { Replays } = await cloud.events.send(new aws.ListReplaysCommand({ State: "COMPLETED" }));
    expect(Replays).toEqual([listed]);
  });

  it("completes without events, and then has no time of a last one", async () => {
    const cloud = await shopWith(1);
    await start(cloud, { EventStartTime: at(60) });
    await cloud.bridge.tick();
    const replay = await read(cloud);
    expect(replay.State).toBe("COMPLETED");
    expect(replay.EventLastReplayedTime).toBeUndefined();
  });

  it("is not archived itself: the next replay sends each event once", async () => {
    const cloud = await shopWith(3);
    await start(cloud);
    await cloud.bridge.tick();
    await start(cloud, { ReplayName: "again" });
    await cloud.bridge.tick();
    expect(cloud.numbers("one")).toEqual([0, 1, 2, 0, 1, 2]);
    expect(cloud.bridge.history({}).events).toHaveLength(3);
  });

  it("leaves alone rules that are disabled or take no replays, and other buses", async () => {
    const cloud = await shopWith(1);
    const live = { source: ["shop"], "replay-name": [{ exists: false }] };
    const target = { arn: queueArn("live") };
    cloud.bridge.ensureRule({ bus: "shop", name: "live", pattern: live, target });
    cloud.bridge.ensureRule({ name: "default", pattern: { source: ["shop"] }, target });
    await cloud.events.send(new aws.DisableRuleCommand({ Name: "one", EventBusName: "shop" }));
    await start(cloud);
    await cloud.bridge.tick();
    expect(cloud.numbers("live")).toEqual([]);
    expect(cloud.numbers("one")).toEqual([]);
    expect(cloud.numbers("two")).toEqual([0]);
  });

  it("can be cancelled until it has ended", async () => {
    const cloud = await shopWith(2);
    await start(cloud);
    expect(await cancel(cloud)).toMatchObject({
      State: "CANCELLING",
      ReplayArn: `${ARN}:replay/replay`,
    });
    await cloud.bridge.tick();
    expect(await read(cloud)).toMatchObject({ State: "CANCELLED" });
    expect(cloud.numbers("one")).toEqual([]);
    await expect(cancel(cloud)).rejects.toBeInstanceOf(aws.IllegalStatusException);
    await expect(cancel(cloud, "none")).rejects.toBeInstanceOf(aws.ResourceNotFoundException);
  });

  it.each<[string, Partial<aws.StartReplayRequest>, string, string]>([
    [
      "an unknown archive",
      { EventSourceArn: `${ARN}:archive/none` },
      "ValidationException",
      "Parameter EventSourceArn is not valid. Reason: Archive none does not exist.",
    ],
    [
      "an unknown bus",
      { Destination: { Arn: `${ARN}:event-bus/none` } },
      "ResourceNotFoundException",
      "Event bus none does not exist.",
    ],
    [
      "another bus than the archive's",
      { Destination: { Arn: `${ARN}:event-bus/default` } },
      "ValidationException",
      "Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.",
    ],
    [
      "an end that is not after its start",
      { EventStartTime: at(5), EventEndTime: at(5) },
      "ValidationException",
      "Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.",
    ],
    [
      "a name that is taken",
      { ReplayName: "taken" },
      "ResourceAlreadyExistsException",
      "Replay taken already exists.",
    ],
  ])("is refused with %s", async (_, input, name, message) => {
    const cloud = await shopWith(0);
    await start(cloud, { ReplayName: "taken" });
    await expect(start(cloud, input)).rejects.toMatchObject({ name, message });
  });
});

it("a replay goes on after a restart where it was, and sends none twice", async () => {
  const file = `${temporaryFolder()}/store.sqlite`;
  const before = await shopWith(0, { file });
  const put = (n: number) => ({
    Source: "shop",
    DetailType: "t",
    Detail: JSON.stringify({ n }),
    EventBusName: "shop",
  });
  for (let n = 0; n < 1_200; n += 10) {
    before.bridge.putEvents(Array.from({ length: 10 }, (_, index) => put(n + index)));
  }
  before.store.exec("DELETE FROM test_queue");
  await start(before, { Destination: { Arn: BUS_ARN, FilterArns: [ruleArn("one")] } });
  before.bridge.start();
  // Steps are apart by a turn of the event loop: after some turns it is in the middle.
  while (before.numbers("one").length === 0) await new Promise(setImmediate);
  const sent = before.numbers("one").length;
  await before.close();
  expect(sent).toBeLessThan(1_200);

  const after = await startCloud({ file, now: START });
  expect(await read(after)).toMatchObject({ State: "RUNNING" });
  await after.bridge.tick();
  expect(await read(after)).toMatchObject({ State: "COMPLETED" });
  const numbers = (after.bodies("one") as Body[]).map(({ detail }) => detail.n);
  expect(numbers).toEqual(Array.from({ length: 1_200 }, (_, n) => n));
});
