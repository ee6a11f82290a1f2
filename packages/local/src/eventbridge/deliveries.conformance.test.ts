import * as aws from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { AwsError } from "../wire/aws-error";
import { closeAfterEach, functionArn, logged, machineArn, queueArn, startCloud } from "./testing";

closeAfterEach();

const EventPattern = '{"source":["shop"]}';
const HOUR = 3_600_000;

type Targets = NonNullable<Parameters<typeof startCloud>[0]>["targets"];

/** A cloud with one rule that sends to one target. */
async function withTarget(target: Omit<aws.Target, "Id">, targets: Targets = {}) {
  const cloud = await startCloud({ targets });
  await cloud.events.send(new aws.PutRuleCommand({ Name: "r", EventPattern }));
  const Targets = [{ Id: "1", ...target } as aws.Target];
  await cloud.events.send(new aws.PutTargetsCommand({ Rule: "r", Targets }));
  const put = () =>
    cloud.bridge.putEvents([{ Source: "shop", DetailType: "t", Detail: '{"n":1}' }]);
  return { ...cloud, put };
}

/** A function that fails so many times and then takes the event. */
function failing(times: number, error: Error = new Error("not now")) {
  const attempts: unknown[] = [];
  const lambda = async (_name: string, payload: unknown) => {
    attempts.push(payload);
    if (attempts.length <= times) throw error;
  };
  return { attempts, lambda };
}

describe("a function or a state machine", () => {
  it("gets the event as JSON, once", async () => {
    const cloud = await withTarget({ Arn: functionArn("f") });
    const answer = cloud.put();
    await cloud.bridge.tick();
    await cloud.bridge.tick();
    expect(cloud.calls).toMatchObject([
      { name: "f", payload: { id: answer.Entries[0]?.EventId, detail: { n: 1 } } },
    ]);
    expect(cloud.bridge.pendingDeliveries(10)).toEqual([]);
  });

  it("is named by its ARN, with or without a version", async () => {
    const cloud = await withTarget({ Arn: `${functionArn("f")}:live` });
    cloud.bridge.ensureRule({
      name: "m",
      pattern: { source: ["shop"] },
      target: { arn: machineArn("m") },
    });
    cloud.put();
    await cloud.bridge.tick();
    expect(cloud.calls.map(({ name }) => name).sort()).toEqual(["f", "m"]);
  });

  it("is called without anyone ticking", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cloud = await withTarget({ Arn: functionArn("f") }, { lambda: async () => resolve() });
    cloud.bridge.start();
    cloud.put();
    await promise;
  });

  it("is tried again with growing pauses until it takes the event", async () => {
    const { attempts, lambda } = failing(3);
    const cloud = await withTarget({ Arn: functionArn("f") }, { lambda });
    cloud.put();
    await cloud.bridge.tick();
    expect(attempts).toHaveLength(1);
    expect(cloud.bridge.pendingDeliveries(10)).toMatchObject([
      { attempts: 1, lastError: "Error: not now", nextAt: cloud.clock.now + 1_000 },
    ]);
    await cloud.pass(999);
    expect(attempts).toHaveLength(1);
    await cloud.pass(1);
    await cloud.pass(1_999);
    expect(attempts).toHaveLength(2);
    await cloud.pass(1);
    await cloud.pass(4_000);
    expect(attempts).toHaveLength(4);
    expect(cloud.bridge.pendingDeliveries(10)).toEqual([]);
  });

  it("does not hold up another", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const seen: string[] = [];
    const lambda = async (name: string) => {
      if (name === "slow") await promise;
      seen.push(name);
    };
    const cloud = await withTarget({ Arn: functionArn("slow") }, { lambda });
    cloud.bridge.ensureRule({
      name: "quick",
      pattern: { source: ["shop"] },
      target: { arn: functionArn("quick") },
    });
    cloud.put();
    const done = cloud.bridge.tick();
    await expect.poll(() => seen).toEqual(["quick"]);
    resolve();
    await done;
    expect(seen).toEqual(["quick", "slow"]);
  });
});

describe("what cannot be delivered", () => {
  const DeadLetterConfig = { Arn: queueArn("dead") };

  it("goes to the dead-letter queue after the retries of the RetryPolicy", async () => {
    const { attempts, lambda } = failing(99);
    const RetryPolicy = { MaximumRetryAttempts: 2 };
    const Arn = functionArn("f");
    const cloud = await withTarget({ Arn, RetryPolicy, DeadLetterConfig }, { lambda });
    cloud.put();
    await cloud.bridge.tick();
    for (let n = 0; n < 4; n++) await cloud.pass(HOUR);
    expect(attempts).toHaveLength(3);
    const [dead] = cloud.sent("dead");
    expect(JSON.parse(dead?.body ?? "")).toEqual(attempts[0]);
    expect(dead?.options.attributes).toEqual({
      RULE_ARN: "arn:aws:events:eu-central-1:000000000000:rule/r",
      TARGET_ARN: Arn,
      ERROR_CODE: "Error",
      ERROR_MESSAGE: "not now",
      RETRY_ATTEMPTS: "2",
      EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
    });
    expect(cloud.bridge.pendingDeliveries(10)).toEqual([]);
  });

  it("goes there when it is older than the RetryPolicy allows", async () => {
    const { attempts, lambda } = failing(99);
    const RetryPolicy = { MaximumEventAgeInSeconds: 60 };
    const cloud = await withTarget(
      { Arn: functionArn("f"), RetryPolicy, DeadLetterConfig },
      { lambda },
    );
    cloud.put();
    await cloud.bridge.tick();
    for (let n = 0; n < 10; n++) await cloud.pass(60_000);
    expect(attempts.length).toBeLessThan(10);
    expect(cloud.sent("dead")[0]?.options.attributes).toMatchObject({
      EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds",
    });
  });

  it("is tried within a day where there is no RetryPolicy", async () => {
    const { attempts, lambda } = failing(9_999);
    const cloud = await withTarget({ Arn: functionArn("f"), DeadLetterConfig }, { lambda });
    cloud.put();
    await cloud.bridge.tick();
    for (let hour = 0; hour < 23; hour++) await cloud.pass(HOUR);
    expect(cloud.sent("dead")).toHaveLength(0);
    expect(attempts).toHaveLength(24);
    await cloud.pass(HOUR);
    await cloud.pass(HOUR);
    expect(cloud.sent("dead")).toHaveLength(1);
  });

  it("goes there at once where another attempt would not help", async () => {
    const missing = new AwsError("ResourceNotFoundException", "No such function.");
    const { attempts, lambda } = failing(99, missing);
    const cloud = await withTarget({ Arn: functionArn("f"), DeadLetterConfig }, { lambda });
    cloud.put();
    await cloud.bridge.tick();
    expect(attempts).toHaveLength(1);
    expect(cloud.sent("dead")[0]?.options.attributes).toMatchObject({
      ERROR_CODE: "ResourceNotFoundException",
      RETRY_ATTEMPTS: "0",
    });
  });

  it("is logged where there is no dead-letter queue", async () => {
    const missing = new AwsError("ResourceNotFoundException", "No such function.");
    const cloud = await withTarget({ Arn: functionArn("f") }, failing(99, missing));
    cloud.put();
    await cloud.bridge.tick();
    expect(logged.join()).toContain("gave a delivery up");
    expect(cloud.bridge.pendingDeliveries(10)).toEqual([]);
  });

  it("a template that makes no JSON is not for a function", async () => {
    const InputTransformer = { InputPathsMap: { n: "$.detail.n" }, InputTemplate: "n is <n>" };
    const target = { Arn: functionArn("f"), DeadLetterConfig, InputTransformer };
    const cloud = await withTarget(target);
    cloud.put();
    await cloud.bridge.tick();
    expect(cloud.calls).toEqual([]);
    expect(cloud.sent("dead")[0]).toMatchObject({ body: "n is 1" });
  });
});

describe("a queue", () => {
  it("that does not exist does not fail PutEvents, nor the other targets", async () => {
    const DeadLetterConfig = { Arn: queueArn("dead") };
    const cloud = await withTarget({ Arn: queueArn("missing"), DeadLetterConfig });
    const target = { arn: queueArn("there") };
    cloud.bridge.ensureRule({ name: "there", pattern: { source: ["shop"] }, target });
    expect(cloud.put()).toMatchObject({ FailedEntryCount: 0 });
    expect(cloud.sent("there")).toHaveLength(1);
    expect(cloud.sent("dead")[0]?.options.attributes).toMatchObject({
      ERROR_CODE: "QueueDoesNotExist",
    });
  });

  it("that fails for a moment is tried again, and half a message is undone", async () => {
    let broken = true;
    const cloud = await withTarget(
      { Arn: queueArn("q") },
      {
        sqs(queue, body) {
          const insert = cloud.store.prepare("INSERT INTO test_queue VALUES (?, ?, '{}')");
          insert.run(queue, body);
          if (broken) throw new Error("half done");
        },
      },
    );
    expect(cloud.put()).toMatchObject({ FailedEntryCount: 0 });
    expect(cloud.sent()).toHaveLength(0);
    broken = false;
    await cloud.pass(1_000);
    expect(cloud.sent("q")).toHaveLength(1);
    expect(cloud.bridge.pendingDeliveries(10)).toEqual([]);
  });
});
