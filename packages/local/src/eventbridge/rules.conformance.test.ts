import * as aws from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { closeAfterEach, queueArn, startCloud, type TestCloud } from "./testing";

closeAfterEach();

const EventPattern = '{"source":["shop"]}';
const putRule = (cloud: TestCloud, Name: string, more: Partial<aws.PutRuleRequest> = {}) =>
  cloud.events.send(new aws.PutRuleCommand({ Name, EventPattern, ...more }));
const putTargets = (cloud: TestCloud, Rule: string, ...Targets: aws.Target[]) =>
  cloud.events.send(new aws.PutTargetsCommand({ Rule, Targets }));
const put = (cloud: TestCloud, EventBusName?: string) =>
  cloud.bridge.putEvents([
    { Source: "shop", DetailType: "t", Detail: '{"id":"o-1"}', EventBusName },
  ]);

describe("rules", () => {
  it("are put, described and deleted", async () => {
    const cloud = await startCloud();
    const { RuleArn } = await putRule(cloud, "orders", { Description: "All orders" });
    expect(RuleArn).toBe("arn:aws:events:eu-central-1:000000000000:rule/orders");
    const describe = () => cloud.events.send(new aws.DescribeRuleCommand({ Name: "orders" }));
    expect(await describe()).toMatchObject({
      Name: "orders",
      Arn: RuleArn,
      EventPattern,
      State: "ENABLED",
      Description: "All orders",
      EventBusName: "default",
    });
    await cloud.events.send(new aws.DeleteRuleCommand({ Name: "orders" }));
    await expect(describe()).rejects.toBeInstanceOf(aws.ResourceNotFoundException);
  });

  it("PutRule replaces all of a rule and keeps its targets", async () => {
    const cloud = await startCloud();
    await putRule(cloud, "r", { Description: "first" });
    await putTargets(cloud, "r", { Id: "1", Arn: queueArn("q") });
    await putRule(cloud, "r", { EventPattern: '{"source":["blog"]}' });
    const rule = await cloud.events.send(new aws.DescribeRuleCommand({ Name: "r" }));
    expect(rule).toMatchObject({ EventPattern: '{"source":["blog"]}' });
    expect(rule.Description).toBeUndefined();
    const listed = await cloud.events.send(new aws.ListTargetsByRuleCommand({ Rule: "r" }));
    expect(listed.Targets).toHaveLength(1);
  });

  it("the ARN of a rule on a custom bus names the bus", async () => {
    const cloud = await startCloud();
    await cloud.events.send(new aws.CreateEventBusCommand({ Name: "shop" }));
    const { RuleArn } = await putRule(cloud, "r", { EventBusName: "shop" });
    expect(RuleArn).toBe("arn:aws:events:eu-central-1:000000000000:rule/shop/r");
  });

  it("a bad pattern is an InvalidEventPatternException that says why", async () => {
    const cloud = await startCloud();
    const bad = putRule(cloud, "r", { EventPattern: '{"source":"shop"}' });
    await expect(bad).rejects.toBeInstanceOf(aws.InvalidEventPatternException);
    await expect(bad).rejects.toThrow('"source" must be an object or an array');
  });

  it.each<[string, Partial<aws.PutRuleRequest>]>([
    ["neither a pattern nor a schedule", { EventPattern: undefined }],
    ["a bad schedule", { EventPattern: undefined, ScheduleExpression: "rate(1 minutes)" }],
    ["a bad name", { Name: "a b" }],
    ["a name over 64 characters", { Name: "a".repeat(65) }],
    ["a pattern over 4096 characters", { EventPattern: `{"a":["${"x".repeat(4096)}"]}` }],
  ])("%s is a ValidationException", async (_, change) => {
    const cloud = await startCloud();
    const refused = putRule(cloud, "r", change);
    await expect(refused).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("a schedule is for the default bus only", async () => {
    const cloud = await startCloud();
    await cloud.events.send(new aws.CreateEventBusCommand({ Name: "shop" }));
    const refused = putRule(cloud, "r", {
      EventBusName: "shop",
      EventPattern: undefined,
      ScheduleExpression: "rate(1 minute)",
    });
    await expect(refused).rejects.toThrow("only on the default event bus");
  });

  it("a bus that does not exist is a ResourceNotFoundException", async () => {
    const cloud = await startCloud();
    const refused = putRule(cloud, "r", { EventBusName: "nowhere" });
    await expect(refused).rejects.toBeInstanceOf(aws.ResourceNotFoundException);
  });

  it("are listed by prefix, page by page", async () => {
    const cloud = await startCloud();
    for (const name of ["a-1", "a-2", "a-3", "b-1"]) await putRule(cloud, name);
    const list = (NextToken?: string) =>
      cloud.events.send(new aws.ListRulesCommand({ NamePrefix: "a-", Limit: 2, NextToken }));
    const first = await list();
    const second = await list(first.NextToken);
    const names = [first, second].map(({ Rules }) => Rules?.map(({ Name }) => Name));
    expect(names).toEqual([["a-1", "a-2"], ["a-3"]]);
    expect(second.NextToken).toBeUndefined();
  });

  it("a disabled rule delivers nothing until it is enabled", async () => {
    const cloud = await startCloud();
    await putRule(cloud, "r", { State: "DISABLED" });
    await putTargets(cloud, "r", { Id: "1", Arn: queueArn("q") });
    put(cloud);
    expect(cloud.sent()).toHaveLength(0);
    await cloud.events.send(new aws.EnableRuleCommand({ Name: "r" }));
    put(cloud);
    expect(cloud.sent()).toHaveLength(1);
    await cloud.events.send(new aws.DisableRuleCommand({ Name: "r" }));
    put(cloud);
    expect(cloud.sent()).toHaveLength(1);
  });

  it("DeleteRule refuses a rule with targets and takes an unknown one", async () => {
    const cloud = await startCloud();
    await putRule(cloud, "r");
    await putTargets(cloud, "r", { Id: "1", Arn: queueArn("q") });
    const remove = (Name: string) => cloud.events.send(new aws.DeleteRuleCommand({ Name }));
    await expect(remove("r")).rejects.toThrow("Rule can't be deleted since it has targets.");
    await cloud.events.send(new aws.RemoveTargetsCommand({ Rule: "r", Ids: ["1"] }));
    await remove("r");
    await remove("unknown");
  });

  it("and buses carry tags", async () => {
    const cloud = await startCloud();
    const { RuleArn: ResourceARN } = await putRule(cloud, "r", {
      Tags: [{ Key: "a", Value: "1" }],
    });
    const Tags = [{ Key: "b", Value: "2" }];
    await cloud.events.send(new aws.TagResourceCommand({ ResourceARN, Tags }));
    await cloud.events.send(new aws.UntagResourceCommand({ ResourceARN, TagKeys: ["a"] }));
    const listed = await cloud.events.send(new aws.ListTagsForResourceCommand({ ResourceARN }));
    expect(listed.Tags).toEqual(Tags);
    const unknown = new aws.ListTagsForResourceCommand({ ResourceARN: `${ResourceARN}-not` });
    await expect(cloud.events.send(unknown)).rejects.toBeInstanceOf(aws.ResourceNotFoundException);
  });
});

describe("TestEventPattern", () => {
  const event = {
    id: "1",
    account: "000000000000",
    source: "shop",
    time: "2026-01-01T00:00:00Z",
    region: "eu-central-1",
    "detail-type": "t",
    detail: { n: 1 },
  };
  const test = async (EventPattern: string, tested: object = event) => {
    const { events } = await startCloud();
    return events.send(
      new aws.TestEventPatternCommand({ EventPattern, Event: JSON.stringify(tested) }),
    );
  };

  it("says whether the event matches", async () => {
    expect(await test('{"detail":{"n":[1]}}')).toMatchObject({ Result: true });
    expect(await test('{"detail":{"n":[2]}}')).toMatchObject({ Result: false });
  });

  it("refuses a bad pattern and an event without its envelope", async () => {
    await expect(test("[]")).rejects.toBeInstanceOf(aws.InvalidEventPatternException);
    const { time: _, ...rest } = event;
    await expect(test(EventPattern, rest)).rejects.toThrow("time is a required field");
  });
});
