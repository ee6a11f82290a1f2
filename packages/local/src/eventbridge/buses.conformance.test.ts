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
