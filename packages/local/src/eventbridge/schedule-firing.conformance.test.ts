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
