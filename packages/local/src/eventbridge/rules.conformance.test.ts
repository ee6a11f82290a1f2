import * as aws from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { closeAfterEach, functionArn, queueArn, startCloud, type TestCloud } from "./testing";

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

describe("event buses", () => {
  it("are created, described, listed and deleted", async () => {
    const { events } = await startCloud();
    const made = await events.send(new aws.CreateEventBusCommand({ Name: "shop" }));
    const arn = "arn:aws:events:eu-central-1:000000000000:event-bus/shop";
    expect(made.EventBusArn).toBe(arn);
    const described = await events.send(new aws.DescribeEventBusCommand({ Name: "shop" }));
    expect(described).toMatchObject({ Name: "shop", Arn: arn });
    const { EventBuses } = await events.send(new aws.ListEventBusesCommand({}));
    expect(EventBuses?.map(({ Name }) => Name)).toEqual(["default", "shop"]);
    await events.send(new aws.DeleteEventBusCommand({ Name: "shop" }));
    const gone = events.send(new aws.DescribeEventBusCommand({ Name: "shop" }));
    await expect(gone).rejects.toBeInstanceOf(aws.ResourceNotFoundException);
  });

  it("DescribeEventBus without a name describes the default bus", async () => {
    const { events } = await startCloud();
    const { Name } = await events.send(new aws.DescribeEventBusCommand({}));
    expect(Name).toBe("default");
  });

  it("cannot be created twice", async () => {
    const { events } = await startCloud();
    const create = () => events.send(new aws.CreateEventBusCommand({ Name: "shop" }));
    await create();
    await expect(create()).rejects.toBeInstanceOf(aws.ResourceAlreadyExistsException);
  });

  it("cannot be deleted with rules, and the default bus not at all", async () => {
    const cloud = await startCloud();
    await cloud.events.send(new aws.CreateEventBusCommand({ Name: "shop" }));
    await putRule(cloud, "r", { EventBusName: "shop" });
    for (const Name of ["shop", "default"]) {
      const deleted = cloud.events.send(new aws.DeleteEventBusCommand({ Name }));
      await expect(deleted).rejects.toMatchObject({ name: "ValidationException" });
    }
  });

  it("have rules of their own, and take a name or an ARN", async () => {
    const cloud = await startCloud();
    const { EventBusArn } = await cloud.events.send(
      new aws.CreateEventBusCommand({ Name: "shop" }),
    );
    cloud.bridge.ensureRule({
      bus: "shop",
      name: "own",
      pattern: { source: ["shop"] },
      target: { arn: queueArn("own") },
    });
    put(cloud);
    expect(cloud.sent("own")).toHaveLength(0);
    put(cloud, "shop");
    put(cloud, EventBusArn);
    expect(cloud.sent("own")).toHaveLength(2);
  });

  it("a rule sends events on to another bus", async () => {
    const cloud = await startCloud();
    const { EventBusArn } = await cloud.events.send(new aws.CreateEventBusCommand({ Name: "two" }));
    await putRule(cloud, "forward");
    await putTargets(cloud, "forward", { Id: "1", Arn: EventBusArn });
    const target = { arn: queueArn("end") };
    cloud.bridge.ensureRule({ bus: "two", name: "end", pattern: { source: ["shop"] }, target });
    put(cloud);
    expect(cloud.sent("end")).toHaveLength(1);
  });

  it("an event that goes in circles is stopped", async () => {
    const cloud = await startCloud();
    const { Arn } = await cloud.events.send(new aws.DescribeEventBusCommand({}));
    await putRule(cloud, "circle");
    await putTargets(cloud, "circle", { Id: "1", Arn }, { Id: "2", Arn: queueArn("q") });
    put(cloud);
    expect(cloud.sent("q").length).toBeLessThan(10);
  });
});

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

describe("targets", () => {
  it("are listed by rule, and rules by target", async () => {
    const cloud = await startCloud();
    await putRule(cloud, "r1");
    await putRule(cloud, "r2");
    await putTargets(
      cloud,
      "r1",
      { Id: "q", Arn: queueArn("q") },
      { Id: "f", Arn: functionArn("f") },
    );
    await putTargets(cloud, "r2", { Id: "q", Arn: queueArn("q") });
    const { Targets } = await cloud.events.send(new aws.ListTargetsByRuleCommand({ Rule: "r1" }));
    expect(Targets).toEqual([
      { Id: "f", Arn: functionArn("f") },
      { Id: "q", Arn: queueArn("q") },
    ]);
    const byTarget = new aws.ListRuleNamesByTargetCommand({ TargetArn: queueArn("q") });
    expect((await cloud.events.send(byTarget)).RuleNames).toEqual(["r1", "r2"]);
  });

  it("RemoveTargets reports what it does not find", async () => {
    const cloud = await startCloud();
    await putRule(cloud, "r");
    await putTargets(cloud, "r", { Id: "1", Arn: queueArn("q") });
    const Ids = ["1", "2"];
    const answer = await cloud.events.send(new aws.RemoveTargetsCommand({ Rule: "r", Ids }));
    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.FailedEntries?.[0]).toMatchObject({
      TargetId: "2",
      ErrorCode: "ResourceNotFoundException",
    });
  });

  it("are at most five", async () => {
    const cloud = await startCloud();
    await putRule(cloud, "r");
    const targets = Array.from({ length: 6 }, (_, n) => ({ Id: `${n}`, Arn: queueArn("q") }));
    await expect(putTargets(cloud, "r", ...targets)).rejects.toBeInstanceOf(
      aws.LimitExceededException,
    );
    await putTargets(cloud, "r", ...targets.slice(1));
    await putTargets(cloud, "r", ...targets.slice(1)); // the same Ids again replace
  });

  it.each<[string, Partial<aws.Target>]>([
    ["two kinds of input", { Input: "{}", InputPath: "$.detail" }],
    ["an Input that is not JSON", { Input: "{" }],
    ["an InputPath that is no path", { InputPath: "detail" }],
    ["a template with an unknown variable", { InputTransformer: { InputTemplate: '"<x>"' } }],
    ["a FIFO queue without a message group", { Arn: queueArn("q.fifo") }],
    ["an ARN of another kind", { Arn: "arn:aws:kinesis:eu-central-1:000000000000:stream/s" }],
    ["no ARN", { Arn: "q" }],
    ["a dead-letter queue that is none", { DeadLetterConfig: { Arn: functionArn("f") } }],
    ["too many retries", { RetryPolicy: { MaximumRetryAttempts: 186 } }],
  ])("%s is a ValidationException", async (_, change) => {
    const cloud = await startCloud();
    await putRule(cloud, "r");
    const refused = putTargets(cloud, "r", { Id: "1", Arn: queueArn("q"), ...change });
    await expect(refused).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("of an unknown rule are a ResourceNotFoundException", async () => {
    const cloud = await startCloud();
    const refused = putTargets(cloud, "r", { Id: "1", Arn: queueArn("q") });
    await expect(refused).rejects.toBeInstanceOf(aws.ResourceNotFoundException);
  });

  it("get their Input, the InputPath's part or the transformed event", async () => {
    const cloud = await startCloud();
    await putRule(cloud, "r");
    await putTargets(
      cloud,
      "r",
      { Id: "1", Arn: queueArn("fixed"), Input: '{"fixed":true}' },
      { Id: "2", Arn: queueArn("part"), InputPath: "$.detail" },
      {
        Id: "3",
        Arn: queueArn("made"),
        InputTransformer: {
          InputPathsMap: { id: "$.detail.id" },
          InputTemplate: '{"order": <id>, "by": "<aws.events.rule-name>"}',
        },
      },
    );
    put(cloud);
    expect(cloud.bodies("fixed")).toEqual([{ fixed: true }]);
    expect(cloud.bodies("part")).toEqual([{ id: "o-1" }]);
    expect(cloud.bodies("made")).toEqual([{ order: "o-1", by: "r" }]);
  });

  it("a FIFO queue gets the message group", async () => {
    const cloud = await startCloud();
    await putRule(cloud, "r");
    const SqsParameters = { MessageGroupId: "g" };
    await putTargets(cloud, "r", { Id: "1", Arn: queueArn("q.fifo"), SqsParameters });
    put(cloud);
    expect(cloud.sent("q.fifo")[0]?.options).toEqual({ groupId: "g" });
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

describe("rules that the laptop cloud ensures", () => {
  const rule = (name: string) => ({
    name,
    pattern: { source: ["shop"] },
    target: { arn: queueArn(name) },
  });

  it("are the same however often they are ensured", async () => {
    const cloud = await startCloud();
    for (let n = 0; n < 3; n++) cloud.bridge.ensureRule(rule("q"));
    put(cloud);
    expect(cloud.sent("q")).toHaveLength(1);
  });

  it("follow a change of their target", async () => {
    const cloud = await startCloud();
    cloud.bridge.ensureRule(rule("q"));
    cloud.bridge.ensureRule({ ...rule("q"), target: { arn: queueArn("new.fifo"), groupId: "g" } });
    put(cloud);
    expect(cloud.sent().map(({ queue }) => queue)).toEqual(["new.fifo"]);
  });

  it("are removed when they are named no more; others stay", async () => {
    const cloud = await startCloud();
    cloud.bridge.ensureRule(rule("kept"));
    cloud.bridge.ensureRule(rule("dropped"));
    await putRule(cloud, "by-a-caller");
    cloud.bridge.removeRulesExcept(["kept"]);
    const { Rules } = await cloud.events.send(new aws.ListRulesCommand({}));
    expect(Rules?.map(({ Name }) => Name)).toEqual(["by-a-caller", "kept"]);
    put(cloud);
    expect(cloud.sent().map(({ queue }) => queue)).toEqual(["kept"]);
  });

  it("with a bad pattern are refused and leave nothing behind", async () => {
    const cloud = await startCloud();
    const bad = { ...rule("q"), bus: "new", pattern: { source: "shop" } };
    expect(() => cloud.bridge.ensureRule(bad)).toThrow("must be an object or an array");
    const { EventBuses } = await cloud.events.send(new aws.ListEventBusesCommand({}));
    expect(EventBuses?.map(({ Name }) => Name)).toEqual(["default"]);
  });
});
