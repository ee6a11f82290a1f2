import * as aws from "@aws-sdk/client-scheduler";
import { describe, expect, it } from "vitest";
import {
  closeAfterEach,
  functionArn,
  queueArn,
  roleArn,
  START,
  startCloud,
  type TestCloud,
} from "./testing";

closeAfterEach();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Create = Partial<aws.CreateScheduleCommandInput>;

const input = (change: Create = {}): aws.CreateScheduleCommandInput => ({
  Name: "s",
  ScheduleExpression: "rate(1 hour)",
  FlexibleTimeWindow: { Mode: "OFF" },
  Target: { Arn: queueArn("q"), RoleArn: roleArn, Input: '{"t":"<aws.scheduler.scheduled-time>"}' },
  ...change,
});
const create = (cloud: TestCloud, change: Create = {}) =>
  cloud.scheduler.send(new aws.CreateScheduleCommand(input(change)));
const get = (cloud: TestCloud, Name = "s") =>
  cloud.scheduler.send(new aws.GetScheduleCommand({ Name }));
/** The scheduled times that reached the queue. */
const times = (cloud: TestCloud) => (cloud.bodies("q") as { t: string }[]).map(({ t }) => t);

describe("a schedule", () => {
  it("is created, read, listed and deleted", async () => {
    const cloud = await startCloud();
    const { ScheduleArn } = await create(cloud, { Description: "Hourly" });
    expect(ScheduleArn).toBe("arn:aws:scheduler:eu-central-1:000000000000:schedule/default/s");
    expect(await get(cloud)).toMatchObject({
      Arn: ScheduleArn,
      GroupName: "default",
      Name: "s",
      Description: "Hourly",
      ScheduleExpression: "rate(1 hour)",
      ScheduleExpressionTimezone: "UTC",
      State: "ENABLED",
      ActionAfterCompletion: "NONE",
      CreationDate: new Date(START),
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: {
        Arn: queueArn("q"),
        RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
      },
    });
    const { Schedules } = await cloud.scheduler.send(new aws.ListSchedulesCommand({}));
    expect(Schedules).toMatchObject([{ Name: "s", Target: { Arn: queueArn("q") } }]);
    await cloud.scheduler.send(new aws.DeleteScheduleCommand({ Name: "s" }));
    await expect(get(cloud)).rejects.toBeInstanceOf(aws.ResourceNotFoundException);
  });

  it("cannot be created twice, but the same request may come again", async () => {
    const cloud = await startCloud();
    const first = await create(cloud, { ClientToken: "token" });
    expect(await create(cloud, { ClientToken: "token" })).toMatchObject({
      ScheduleArn: first.ScheduleArn,
    });
    await expect(create(cloud)).rejects.toBeInstanceOf(aws.ConflictException);
  });

  it("unknown to update, delete or read is a ResourceNotFoundException", async () => {
    const { scheduler } = await startCloud();
    const Name = "unknown";
    await expect(
      scheduler.send(new aws.UpdateScheduleCommand(input({ Name }))),
    ).rejects.toBeInstanceOf(aws.ResourceNotFoundException);
    await expect(scheduler.send(new aws.DeleteScheduleCommand({ Name }))).rejects.toBeInstanceOf(
      aws.ResourceNotFoundException,
    );
  });

  it.each<[string, Create]>([
    ["a bad expression", { ScheduleExpression: "every hour" }],
    ["a bad time zone", { ScheduleExpressionTimezone: "Europe/Atlantis" }],
    ["a bad name", { Name: "a b" }],
    ["a time in the past", { ScheduleExpression: "at(2025-12-31T23:59:59)" }],
    ["a StartDate long ago", { StartDate: new Date(START - HOUR) }],
    [
      "an EndDate before its StartDate",
      { StartDate: new Date(START + DAY), EndDate: new Date(START + HOUR) },
    ],
    ["a flexible window without a length", { FlexibleTimeWindow: { Mode: "FLEXIBLE" } }],
    [
      "an Input for a function that is not JSON",
      { Target: { Arn: functionArn("f"), RoleArn: roleArn, Input: "{" } },
    ],
    [
      "a target of another kind",
      { Target: { Arn: "arn:aws:ecs:x:y:cluster/c", RoleArn: roleArn } },
    ],
    [
      "a FIFO queue without a message group",
      { Target: { Arn: queueArn("q.fifo"), RoleArn: roleArn } },
    ],
  ])("with %s is a ValidationException", async (_, change) => {
    const cloud = await startCloud();
    await expect(create(cloud, change)).rejects.toBeInstanceOf(aws.ValidationException);
  });

  it("UpdateSchedule replaces all of it", async () => {
    const cloud = await startCloud();
    await create(cloud, { Description: "first" });
    await cloud.pass(0);
    await cloud.scheduler.send(
      new aws.UpdateScheduleCommand(input({ ScheduleExpression: "cron(0 12 * * ? *)" })),
    );
    expect((await get(cloud)).Description).toBeUndefined();
    await cloud.pass(11 * HOUR);
    await cloud.pass(HOUR);
    expect(times(cloud)).toEqual(["2026-01-01T00:00:00Z", "2026-01-01T12:00:00Z"]);
  });

  it("an update that leaves the times alone does not move them", async () => {
    const cloud = await startCloud();
    await create(cloud, { StartDate: new Date(START + HOUR) });
    await cloud.pass(30 * MINUTE);
    const StartDate = new Date(START + HOUR);
    await cloud.scheduler.send(
      new aws.UpdateScheduleCommand(input({ StartDate, Description: "d" })),
    );
    await cloud.pass(30 * MINUTE);
    expect(times(cloud)).toEqual(["2026-01-01T01:00:00Z"]);
  });

  it("that is disabled does not fire until it is enabled", async () => {
    const cloud = await startCloud();
    await create(cloud, { State: "DISABLED" });
    await cloud.pass(3 * HOUR);
    expect(times(cloud)).toEqual([]);
    await cloud.scheduler.send(new aws.UpdateScheduleCommand(input({ State: "ENABLED" })));
    await cloud.pass(HOUR);
    expect(times(cloud)).toEqual(["2026-01-01T04:00:00Z"]);
  });
});

describe("schedule groups", () => {
  it("hold schedules of the same name, and take them along when deleted", async () => {
    const cloud = await startCloud();
    const { ScheduleGroupArn } = await cloud.scheduler.send(
      new aws.CreateScheduleGroupCommand({ Name: "g", Tags: [{ Key: "a", Value: "1" }] }),
    );
    expect(ScheduleGroupArn).toBe("arn:aws:scheduler:eu-central-1:000000000000:schedule-group/g");
    await create(cloud);
    await create(cloud, { GroupName: "g" });
    const list = (GroupName?: string) =>
      cloud.scheduler.send(new aws.ListSchedulesCommand({ GroupName, NamePrefix: "s" }));
    expect((await list()).Schedules).toHaveLength(2);
    expect((await list("g")).Schedules).toMatchObject([{ GroupName: "g" }]);
    const listed = new aws.ListTagsForResourceCommand({ ResourceArn: ScheduleGroupArn });
    expect((await cloud.scheduler.send(listed)).Tags).toEqual([{ Key: "a", Value: "1" }]);

    await cloud.scheduler.send(new aws.DeleteScheduleGroupCommand({ Name: "g" }));
    expect((await list()).Schedules).toMatchObject([{ GroupName: "default" }]);
    const { ScheduleGroups } = await cloud.scheduler.send(new aws.ListScheduleGroupsCommand({}));
    expect(ScheduleGroups).toMatchObject([{ Name: "default", State: "ACTIVE" }]);
  });

  it("must exist, be new, and be another than the default to be deleted", async () => {
    const cloud = await startCloud();
    await expect(create(cloud, { GroupName: "g" })).rejects.toBeInstanceOf(
      aws.ResourceNotFoundException,
    );
    const make = () => cloud.scheduler.send(new aws.CreateScheduleGroupCommand({ Name: "g" }));
    await make();
    await expect(make()).rejects.toBeInstanceOf(aws.ConflictException);
    const remove = new aws.DeleteScheduleGroupCommand({ Name: "default" });
    await expect(cloud.scheduler.send(remove)).rejects.toBeInstanceOf(aws.ValidationException);
  });

  it("schedules are listed page by page", async () => {
    const cloud = await startCloud();
    for (const Name of ["a", "b", "c"]) await create(cloud, { Name });
    const list = (NextToken?: string) =>
      cloud.scheduler.send(new aws.ListSchedulesCommand({ MaxResults: 2, NextToken }));
    const first = await list();
    const second = await list(first.NextToken);
    expect([first, second].map(({ Schedules }) => Schedules?.map(({ Name }) => Name))).toEqual([
      ["a", "b"],
      ["c"],
    ]);
  });
});
