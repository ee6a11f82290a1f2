import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { closeAfterEach, queueArn, startCloud, type TestCloud } from "./testing";

closeAfterEach();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

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
