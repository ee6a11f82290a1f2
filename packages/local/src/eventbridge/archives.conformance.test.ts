import * as aws from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { closeAfterEach, START, startCloud, type TestCloud } from "./testing";

closeAfterEach();

const BUS_ARN = "arn:aws:events:eu-central-1:000000000000:event-bus/default";
const create = ({ events }: TestCloud, input: Partial<aws.CreateArchiveRequest> = {}) =>
  events.send(
    new aws.CreateArchiveCommand({ ArchiveName: "all", EventSourceArn: BUS_ARN, ...input }),
  );
const read = ({ events }: TestCloud, ArchiveName = "all") =>
  events.send(new aws.DescribeArchiveCommand({ ArchiveName }));
const put = ({ bridge }: TestCloud, Source = "shop") =>
  bridge.putEvents([{ Source, DetailType: "t", Detail: '{"n":1}' }]);

describe("archives", () => {
  it("are created, described, listed, updated and deleted", async () => {
    const cloud = await startCloud();
    const made = await create(cloud, { Description: "of the shop", RetentionDays: 7 });
    const ArchiveArn = "arn:aws:events:eu-central-1:000000000000:archive/all";
    expect(made).toMatchObject({ ArchiveArn, State: "ENABLED", CreationTime: new Date(START) });
    const entry = {
      ArchiveName: "all",
      EventSourceArn: BUS_ARN,
      State: "ENABLED",
      RetentionDays: 7,
      EventCount: 0,
      SizeBytes: 0,
    };
    expect(await read(cloud)).toMatchObject({ ...entry, ArchiveArn, Description: "of the shop" });
    const { Archives } = await cloud.events.send(new aws.ListArchivesCommand({}));
    expect(Archives).toEqual([{ ...entry, CreationTime: new Date(START) }]);

    await cloud.events.send(new aws.UpdateArchiveCommand({ ArchiveName: "all", RetentionDays: 1 }));
    expect(await read(cloud)).toMatchObject({ RetentionDays: 1, Description: "of the shop" });
    await cloud.events.send(new aws.DeleteArchiveCommand({ ArchiveName: "all" }));
    await expect(read(cloud)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Archive all does not exist.",
    });
  });

  it("have the events of their bus that fit their pattern, from their making on", async () => {
    const cloud = await startCloud();
    put(cloud);
    cloud.clock.now += 1;
    await create(cloud, { EventPattern: '{"source":["shop"]}' });
    await create(cloud, { ArchiveName: "whole" });
    put(cloud);
    put(cloud, "other");
    expect(await read(cloud)).toMatchObject({ EventCount: 1 });
    const { EventCount, SizeBytes } = await read(cloud, "whole");
    expect(EventCount).toBe(2);
    expect(SizeBytes).toBeGreaterThan(300);
  });

  it("forget what is older than their retention", async () => {
    const cloud = await startCloud();
    await create(cloud, { RetentionDays: 1 });
    put(cloud);
    cloud.clock.now += 86_400_001;
    put(cloud);
    expect(await read(cloud)).toMatchObject({ EventCount: 1 });
  });

  it("are refused for an unknown bus, a taken name and a broken pattern", async () => {
    const cloud = await startCloud();
    const EventSourceArn = BUS_ARN.replace("default", "nowhere");
    await expect(create(cloud, { EventSourceArn })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Event bus nowhere does not exist.",
    });
    await create(cloud);
    await expect(create(cloud)).rejects.toMatchObject({
      name: "ResourceAlreadyExistsException",
      message: "Archive all already exists.",
    });
    const broken = create(cloud, { ArchiveName: "other", EventPattern: "{" });
    await expect(broken).rejects.toBeInstanceOf(aws.InvalidEventPatternException);
    await expect(create(cloud, { ArchiveName: "n".repeat(49) })).rejects.toMatchObject({
      name: "ValidationException",
    });
  });

  it("are listed by one filter at a time, page by page", async () => {
    const cloud = await startCloud();
    for (const ArchiveName of ["a-1", "a-2", "b-1"]) await create(cloud, { ArchiveName });
    const list = async (input: aws.ListArchivesRequest) => {
      const { Archives, NextToken } = await cloud.events.send(new aws.ListArchivesCommand(input));
      return { names: Archives?.map(({ ArchiveName }) => ArchiveName), NextToken };
    };
    expect((await list({ NamePrefix: "a" })).names).toEqual(["a-1", "a-2"]);
    expect((await list({ EventSourceArn: BUS_ARN })).names).toHaveLength(3);
    expect((await list({ State: "DISABLED" })).names).toEqual([]);
    const { names, NextToken } = await list({ Limit: 2 });
    expect(names).toEqual(["a-1", "a-2"]);
    expect((await list({ Limit: 2, NextToken })).names).toEqual(["b-1"]);
    const both = list({ NamePrefix: "a", State: "ENABLED" });
    await expect(both).rejects.toMatchObject({ name: "ValidationException" });
    const unknown = list({ EventSourceArn: BUS_ARN.replace("default", "nowhere") });
    await expect(unknown).rejects.toBeInstanceOf(aws.ResourceNotFoundException);
  });
});

it("an ensured archive is made once, and keeps what it has", async () => {
  const cloud = await startCloud();
  cloud.bridge.ensureArchive("kept", "shop");
  cloud.bridge.putEvents([{ Source: "shop", DetailType: "t", Detail: "{}", EventBusName: "shop" }]);
  cloud.clock.now += 1_000;
  cloud.bridge.ensureArchive("kept", "shop");
  expect(await read(cloud, "kept")).toMatchObject({
    EventCount: 1,
    CreationTime: new Date(START),
    EventSourceArn: BUS_ARN.replace("default", "shop"),
  });
});
