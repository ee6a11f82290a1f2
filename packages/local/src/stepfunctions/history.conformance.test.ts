import { GetExecutionHistoryCommand, type HistoryEvent } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failing, only, startTestCloud, type TestCloud, task } from "./testing";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({
    echo: (payload: unknown) => payload,
    boom: () => failing("OrderRejected", "no stock"),
    never: () => new Promise(() => {}),
  });
});
afterAll(() => cloud.close());

const history = (executionArn: string | undefined, more: object = {}) =>
  cloud.client.send(new GetExecutionHistoryCommand({ executionArn, ...more }));

const types = (events: HistoryEvent[] | undefined) => events?.map(({ type }) => type);

describe("GetExecutionHistory", () => {
  it("tells each step with its id and the event before it", async () => {
    const { executionArn } = await cloud.run(
      only(task("echo", { Next: "B" }), { B: { Type: "Succeed" } }),
      { a: 1 },
    );
    const { events } = await history(executionArn);
    expect(types(events)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionSucceeded",
      "TaskStateExited",
      "SucceedStateEntered",
      "SucceedStateExited",
      "ExecutionSucceeded",
    ]);
    expect(events?.map(({ id, previousEventId }) => [id, previousEventId])).toEqual(
      Array.from({ length: 9 }, (_, index) => [index + 1, index]),
    );
    expect(events?.[1]?.stateEnteredEventDetails).toMatchObject({ name: "A", input: '{"a":1}' });
    expect(events?.[4]?.lambdaFunctionSucceededEventDetails?.output).toBe('{"a":1}');
    expect(events?.[8]?.executionSucceededEventDetails?.output).toBe('{"a":1}');
    expect(events?.[0]?.timestamp).toBeInstanceOf(Date);
  });

  it("tells each attempt of a task and the failure of the execution", async () => {
    const Retry = [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 1 }];
    const { executionArn } = await cloud.run(only(task("boom", { Retry })));
    const { events } = await history(executionArn);
    const attempt = ["LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionFailed"];
    expect(types(events)?.slice(2)).toEqual([...attempt, ...attempt, "ExecutionFailed"]);
    expect(events?.at(-1)?.executionFailedEventDetails?.error).toBe("OrderRejected");
    expect(events?.at(-2)?.lambdaFunctionFailedEventDetails?.cause).toContain("no stock");
  });

  it("names the events of lambda:invoke after tasks, and a timeout LambdaFunctionTimedOut", async () => {
    const Resource = "arn:aws:states:::lambda:invoke";
    const Parameters = { FunctionName: "echo", "Payload.$": "$" };
    const invoked = await cloud.run(only({ Type: "Task", Resource, Parameters }));
    const { events } = await history(invoked.executionArn);
    expect(types(events)?.slice(2, 5)).toEqual(["TaskScheduled", "TaskStarted", "TaskSucceeded"]);
    expect(events?.[2]?.taskScheduledEventDetails).toMatchObject({
      resourceType: "lambda",
      resource: "invoke",
    });
    const timed = await cloud.run(only(task("never", { TimeoutSeconds: 1 })));
    expect(types((await history(timed.executionArn)).events)).toContain("LambdaFunctionTimedOut");
  });

  it("tells the branches of a Parallel and the items of a Map", async () => {
    const flow = (name: string) => ({
      StartAt: name,
      States: { [name]: { Type: "Pass", End: true } },
    });
    const parallel = await cloud.run(only({ Type: "Parallel", Branches: [flow("One")] }));
    expect(types((await history(parallel.executionArn)).events)).toEqual([
      "ExecutionStarted",
      "ParallelStateEntered",
      "ParallelStateStarted",
      "PassStateEntered",
      "PassStateExited",
      "ParallelStateSucceeded",
      "ParallelStateExited",
      "ExecutionSucceeded",
    ]);
    const map = await cloud.run(only({ Type: "Map", ItemProcessor: flow("One") }), [7]);
    const { events } = await history(map.executionArn);
    expect(types(events)?.slice(1, 8)).toEqual([
      "MapStateEntered",
      "MapStateStarted",
      "MapIterationStarted",
      "PassStateEntered",
      "PassStateExited",
      "MapIterationSucceeded",
      "MapStateSucceeded",
    ]);
    expect(events?.[3]?.mapIterationStartedEventDetails).toEqual({ name: "A", index: 0 });
  });

  it("can be read backwards, in pages, and without the data", async () => {
    const { executionArn } = await cloud.run(only(task("echo")), { secret: 1 });
    const newest = await history(executionArn, { reverseOrder: true, maxResults: 2 });
    expect(newest.events?.map(({ id }) => id)).toEqual([7, 6]);
    const { nextToken } = newest;
    const next = await history(executionArn, { reverseOrder: true, maxResults: 2, nextToken });
    expect(next.events?.map(({ id }) => id)).toEqual([5, 4]);
    const bare = await history(executionArn, { includeExecutionData: false });
    expect(JSON.stringify(bare.events)).not.toContain("secret");
    expect(bare.events?.[1]?.stateEnteredEventDetails?.name).toBe("A");
  });
});
