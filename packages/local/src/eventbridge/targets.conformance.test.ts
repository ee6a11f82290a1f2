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
