import * as aws from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { closeAfterEach, queueArn, startCloud, type TestCloud } from "./testing";

closeAfterEach();

const EventPattern = '{"source":["shop"]}';
const putRule = (cloud: TestCloud, Name: string, more: Partial<aws.PutRuleRequest> = {}) =>
  cloud.events.send(new aws.PutRuleCommand({ Name, EventPattern, ...more }));
const put = (cloud: TestCloud, EventBusName?: string) =>
  cloud.bridge.putEvents([
    { Source: "shop", DetailType: "t", Detail: '{"id":"o-1"}', EventBusName },
  ]);

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
