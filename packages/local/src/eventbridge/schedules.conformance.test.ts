import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
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

describe("the times of a schedule", () => {
  it("a rate begins at once and counts from there", async () => {
    const cloud = await startCloud();
    await create(cloud);
    await cloud.pass(0);
    await cloud.pass(HOUR + 5 * MINUTE);
    await cloud.pass(HOUR);
    expect(times(cloud)).toEqual([
      "2026-01-01T00:00:00Z",
      "2026-01-01T01:00:00Z",
      "2026-01-01T02:00:00Z",
    ]);
  });

  it("a StartDate is the first time of a rate, an EndDate its end", async () => {
    const cloud = await startCloud();
    const StartDate = new Date(START + 30 * MINUTE);
    const EndDate = new Date(START + 2 * HOUR);
    await create(cloud, { StartDate, EndDate });
    for (let n = 0; n < 10; n++) await cloud.pass(30 * MINUTE);
    expect(times(cloud)).toEqual(["2026-01-01T00:30:00Z", "2026-01-01T01:30:00Z"]);
    expect(await get(cloud)).toMatchObject({ State: "ENABLED" });
  });

  it("cron follows the wall clock of its zone over the change of the clock", async () => {
    const cloud = await startCloud({ now: Date.parse("2026-03-28T00:00:00Z") });
    await create(cloud, {
      ScheduleExpression: "cron(0 9 * * ? *)",
      ScheduleExpressionTimezone: "Europe/Berlin",
    });
    for (let n = 0; n < 48; n++) await cloud.pass(HOUR);
    expect(times(cloud)).toEqual(["2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z"]);
  });

  it("at() fires once, in its zone, and stays", async () => {
    const cloud = await startCloud();
    await create(cloud, {
      ScheduleExpression: "at(2026-01-01T02:00:00)",
      ScheduleExpressionTimezone: "Europe/Berlin",
    });
    for (let n = 0; n < 4; n++) await cloud.pass(HOUR);
    expect(times(cloud)).toEqual(["2026-01-01T01:00:00Z"]);
    expect(await get(cloud)).toMatchObject({ Name: "s" });
  });

  it("is deleted when it is completed and asks for that", async () => {
    const cloud = await startCloud();
    await create(cloud, {
      ScheduleExpression: "at(2026-01-01T01:00:00)",
      ActionAfterCompletion: "DELETE",
    });
    await create(cloud, {
      Name: "recurring",
      EndDate: new Date(START + 90 * MINUTE),
      ActionAfterCompletion: "DELETE",
    });
    await cloud.pass(0);
    await cloud.pass(HOUR);
    await expect(get(cloud)).rejects.toBeInstanceOf(aws.ResourceNotFoundException);
    await expect(get(cloud, "recurring")).rejects.toBeInstanceOf(aws.ResourceNotFoundException);
    expect(cloud.sent("q")).toHaveLength(3);
  });

  it("times missed while nothing ran fire once", async () => {
    const cloud = await startCloud();
    await create(cloud, { StartDate: new Date(START + HOUR) });
    await cloud.pass(10 * HOUR + 1);
    expect(times(cloud)).toEqual(["2026-01-01T01:00:00Z"]);
    await cloud.pass(HOUR);
    expect(times(cloud)).toEqual(["2026-01-01T01:00:00Z", "2026-01-01T11:00:00Z"]);
  });

  it("fires by its own timer", async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const lambda = async (_name: string, payload: unknown) => resolve(payload);
    const cloud = await startCloud({ autostart: true, targets: { lambda } });
    await create(cloud, { Target: { Arn: functionArn("f"), RoleArn: roleArn, Input: "7" } });
    expect(await promise).toBe(7);
  });
});

describe("the target of a schedule", () => {
  const inOneHour = { ScheduleExpression: "at(2026-01-01T01:00:00)" };

  it("gets the documented event where there is no Input", async () => {
    const cloud = await startCloud();
    await create(cloud, { ...inOneHour, Target: { Arn: functionArn("f"), RoleArn: roleArn } });
    await cloud.pass(HOUR);
    expect(cloud.calls).toMatchObject([
      {
        name: "f",
        payload: {
          version: "0",
          "detail-type": "Scheduled Event",
          source: "aws.scheduler",
          time: "2026-01-01T01:00:00Z",
          resources: ["arn:aws:scheduler:eu-central-1:000000000000:schedule/default/s"],
          detail: "{}",
        },
      },
    ]);
  });

  it("gets its Input with the context attributes filled in, the attempt's number too", async () => {
    const seen: unknown[] = [];
    const lambda = async (_name: string, payload: unknown) => {
      seen.push(payload);
      if (seen.length === 1) throw new Error("not now");
    };
    const cloud = await startCloud({ targets: { lambda } });
    const Input = JSON.stringify({
      arn: "<aws.scheduler.schedule-arn>",
      at: "<aws.scheduler.scheduled-time>",
      run: "<aws.scheduler.execution-id>",
      attempt: "<aws.scheduler.attempt-number>",
    });
    await create(cloud, {
      ...inOneHour,
      Target: { Arn: functionArn("f"), RoleArn: roleArn, Input },
    });
    await cloud.pass(HOUR);
    await cloud.pass(MINUTE);
    expect(seen).toEqual([
      {
        arn: "arn:aws:scheduler:eu-central-1:000000000000:schedule/default/s",
        at: "2026-01-01T01:00:00Z",
        run: expect.stringMatching(/^[0-9a-f-]{36}$/),
        attempt: "1",
      },
      expect.objectContaining({ attempt: "2", at: "2026-01-01T01:00:00Z" }),
    ]);
    expect(seen[1]).toMatchObject({ run: (seen[0] as { run: string }).run });
  });

  it("may be a text for a queue, with a message group", async () => {
    const cloud = await startCloud();
    const SqsParameters = { MessageGroupId: "g" };
    const Target = { Arn: queueArn("q.fifo"), RoleArn: roleArn, Input: "a text", SqsParameters };
    await create(cloud, { ...inOneHour, Target });
    await cloud.pass(HOUR);
    expect(cloud.sent()).toEqual([{ queue: "q.fifo", body: "a text", options: { groupId: "g" } }]);
  });

  it("may be a bus, whose rules then see the event", async () => {
    const cloud = await startCloud();
    const target = { arn: queueArn("q") };
    cloud.bridge.ensureRule({ name: "r", pattern: { source: ["clock"] }, target });
    const heard: string[] = [];
    cloud.bridge.onEvent(({ envelope }) => heard.push(envelope["detail-type"]));
    await create(cloud, {
      ...inOneHour,
      Target: {
        Arn: "arn:aws:events:eu-central-1:000000000000:event-bus/default",
        RoleArn: roleArn,
        Input: '{"n":1}',
        EventBridgeParameters: { DetailType: "clock.struck", Source: "clock" },
      },
    });
    await cloud.pass(HOUR);
    expect(cloud.bodies("q")).toMatchObject([{ "detail-type": "clock.struck", detail: { n: 1 } }]);
    expect(heard).toEqual(["clock.struck"]);
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

describe("the schedule of a rule", () => {
  async function scheduled(cloud: TestCloud, ScheduleExpression: string) {
    await cloud.events.send(new PutRuleCommand({ Name: "r", ScheduleExpression }));
    const Targets = [{ Id: "1", Arn: queueArn("q") }];
    await cloud.events.send(new PutTargetsCommand({ Rule: "r", Targets }));
  }
  const firedAt = (cloud: TestCloud) =>
    (cloud.bodies("q") as { time: string }[]).map(({ time }) => time);

  it("sends the documented event", async () => {
    const cloud = await startCloud();
    await scheduled(cloud, "cron(30 0 * * ? *)");
    await cloud.pass(HOUR);
    expect(cloud.bodies("q")).toEqual([
      {
        version: "0",
        id: expect.any(String),
        "detail-type": "Scheduled Event",
        source: "aws.events",
        account: "000000000000",
        time: "2026-01-01T00:30:00Z",
        region: "eu-central-1",
        resources: ["arn:aws:events:eu-central-1:000000000000:rule/r"],
        detail: {},
      },
    ]);
  });

  it("a rate fires first when one period has passed", async () => {
    const cloud = await startCloud();
    await scheduled(cloud, "rate(5 minutes)");
    for (let n = 0; n < 10; n++) await cloud.pass(MINUTE);
    expect(firedAt(cloud)).toEqual(["2026-01-01T00:05:00Z", "2026-01-01T00:10:00Z"]);
  });

  it("is in UTC, whatever the day of the clock change", async () => {
    const cloud = await startCloud({ now: Date.parse("2026-03-28T00:00:00Z") });
    await scheduled(cloud, "cron(0 2 * * ? *)");
    for (let n = 0; n < 48; n++) await cloud.pass(HOUR);
    expect(firedAt(cloud)).toEqual(["2026-03-28T02:00:00Z", "2026-03-29T02:00:00Z"]);
  });

  it("is not put off by ensuring the same rule again", async () => {
    const cloud = await startCloud();
    const rule = { name: "r", schedule: "rate(1 hour)", target: { arn: queueArn("q") } };
    cloud.bridge.ensureRule(rule);
    await cloud.pass(40 * MINUTE);
    cloud.bridge.ensureRule(rule);
    await cloud.pass(20 * MINUTE);
    expect(firedAt(cloud)).toEqual(["2026-01-01T01:00:00Z"]);
    cloud.bridge.ensureRule({ ...rule, schedule: "rate(2 hours)" });
    await cloud.pass(HOUR);
    expect(firedAt(cloud)).toHaveLength(1);
  });
});
