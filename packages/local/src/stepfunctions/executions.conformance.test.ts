import {
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { failing, only, startTestCloud, type TestCloud, task } from "./testing";

let cloud: TestCloud;
let machine: string;
let count = 0;

beforeAll(async () => {
  cloud = await startTestCloud({
    echo: (payload: unknown) => payload,
    boom: () => failing("OrderRejected", "no stock"),
    never: () => new Promise(() => {}),
  });
});
afterAll(() => cloud.close());
beforeEach(() => {
  machine = cloud.service.ensureMachine(`m-${++count}`, only(task("never")));
});

const start = (input: { name?: string; input?: string; stateMachineArn?: string } = {}) =>
  cloud.client.send(new StartExecutionCommand({ stateMachineArn: machine, ...input }));

const history = async (executionArn: string | undefined, more: object = {}) =>
  cloud.client.send(new GetExecutionHistoryCommand({ executionArn, ...more }));

const types = (events: HistoryEvent[] | undefined) => events?.map(({ type }) => type);

describe("StartExecution", () => {
  it("answers the same for the same name and input while the execution runs", async () => {
    const first = await start({ name: "order-1", input: '{"a":1}' });
    const again = await start({ name: "order-1", input: '{ "a": 1 }' });
    expect([again.executionArn, again.startDate]).toEqual([first.executionArn, first.startDate]);
  });

  it("refuses the name with another input, and again once the execution has ended", async () => {
    const { executionArn } = await start({ name: "order-1", input: '{"a":1}' });
    const taken = { name: "ExecutionAlreadyExists" };
    await expect(start({ name: "order-1", input: '{"a":2}' })).rejects.toMatchObject(taken);
    await cloud.client.send(new StopExecutionCommand({ executionArn }));
    await expect(start({ name: "order-1", input: '{"a":1}' })).rejects.toMatchObject(taken);
  });

  it("makes up a name and takes {} as the input when there is none", async () => {
    const { executionArn } = await start();
    const execution = await cloud.client.send(new DescribeExecutionCommand({ executionArn }));
    expect(execution).toMatchObject({
      input: "{}",
      status: "RUNNING",
      name: expect.stringMatching(/^[0-9a-f-]{36}$/),
      stateMachineArn: machine,
    });
  });

  it.each([
    [{ input: "{" }, "InvalidExecutionInput"],
    [{ input: JSON.stringify("x".repeat(256 * 1024)) }, "InvalidExecutionInput"],
    [{ name: "a b" }, "InvalidName"],
    [{ stateMachineArn: "x" }, "InvalidArn"],
    [
      { stateMachineArn: "arn:aws:states:eu-central-1:000000000000:stateMachine:gone" },
      "StateMachineDoesNotExist",
    ],
  ])("refuses a wrong request (%#) with %s", async (input, name) => {
    await expect(start(input)).rejects.toMatchObject({
      name: typeof name === "string" ? name : "",
    });
  });
});

describe("an execution", () => {
  it("is stopped as ABORTED with the caller's error and cause, and stopping it again changes nothing", async () => {
    const { executionArn } = await start();
    const stop = { executionArn, error: "Cancelled", cause: "by the customer" };
    const { stopDate } = await cloud.client.send(new StopExecutionCommand(stop));
    const again = await cloud.client.send(
      new StopExecutionCommand({ executionArn, error: "Other" }),
    );
    const execution = await cloud.client.send(new DescribeExecutionCommand({ executionArn }));
    expect(execution).toMatchObject({
      status: "ABORTED",
      error: "Cancelled",
      cause: "by the customer",
      stopDate,
    });
    expect(again.stopDate).toEqual(stopDate);
  });

  it("does nothing more once stopped, even when its function answers late", async () => {
    let answer: (value: unknown) => void = () => {};
    cloud.functions.late = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const stateMachineArn = cloud.service.ensureMachine(
      `late-${count}`,
      only(task("late", { Next: "B" }), { B: task("echo") }),
    );
    const { executionArn } = await start({ stateMachineArn });
    await expect.poll(() => cloud.count("late")).toBe(1);
    await cloud.client.send(new StopExecutionCommand({ executionArn }));
    const before = (await history(executionArn)).events?.length;
    answer("too late");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await history(executionArn)).events?.length).toBe(before);
  });

  it("keeps the definition it was started with when the machine is updated", async () => {
    const { executionArn } = await start();
    cloud.service.ensureMachine(`m-${count}`, only({ Type: "Pass" }));
    const described = await cloud.client.send(
      new DescribeStateMachineForExecutionCommand({ executionArn }),
    );
    expect(JSON.parse(described.definition ?? "")).toEqual(only(task("never")));
  });

  it("is ended when its machine is deleted", async () => {
    const { executionArn } = await start();
    await cloud.client.send(new DeleteStateMachineCommand({ stateMachineArn: machine }));
    const { status } = await cloud.client.send(new DescribeExecutionCommand({ executionArn }));
    expect(status).toBe("ABORTED");
  });

  it("that does not exist is ExecutionDoesNotExist to every operation", async () => {
    const executionArn = "arn:aws:states:eu-central-1:000000000000:execution:m:gone";
    const missing = { name: "ExecutionDoesNotExist" };
    await expect(
      cloud.client.send(new DescribeExecutionCommand({ executionArn })),
    ).rejects.toMatchObject(missing);
    await expect(
      cloud.client.send(new StopExecutionCommand({ executionArn })),
    ).rejects.toMatchObject(missing);
    await expect(history(executionArn)).rejects.toMatchObject(missing);
  });

  it("is redriven at the state it failed in, and not once it has succeeded", async () => {
    let broken = true;
    cloud.functions.mended = () => (broken ? failing("Broken") : "fine");
    const before = cloud.count("echo");
    const execution = await cloud.run(only(task("echo", { Next: "B" }), { B: task("mended") }));
    const { executionArn = "" } = execution;
    expect(execution).toMatchObject({
      status: "FAILED",
      error: "Broken",
      redriveStatus: "REDRIVABLE",
    });
    broken = false;
    await cloud.client.send(new RedriveExecutionCommand({ executionArn }));
    const redriven = await cloud.finished(executionArn);
    expect(redriven).toMatchObject({ status: "SUCCEEDED", output: '"fine"', redriveCount: 1 });
    expect(cloud.count("echo") - before).toBe(1);
    await expect(
      cloud.client.send(new RedriveExecutionCommand({ executionArn })),
    ).rejects.toMatchObject({ name: "ExecutionNotRedrivable" });
  });
});

describe("ListExecutions", () => {
  it("lists newest first, by status, page by page", async () => {
    for (const name of ["one", "two", "three"]) await start({ name });
    const list = (more: object) =>
      cloud.client.send(new ListExecutionsCommand({ stateMachineArn: machine, ...more }));
    const { executions, nextToken } = await list({ maxResults: 2 });
    const rest = await list({ maxResults: 2, nextToken });
    const names = [executions, rest.executions].map((page) => page?.map(({ name }) => name));
    expect([names, rest.nextToken]).toEqual([[["three", "two"], ["one"]], undefined]);
    await cloud.client.send(
      new StopExecutionCommand({ executionArn: executions?.[1]?.executionArn }),
    );
    const aborted = await list({ statusFilter: "ABORTED" });
    expect(aborted.executions?.map(({ name }) => name)).toEqual(["two"]);
    await expect(list({ nextToken, statusFilter: "FAILED" })).rejects.toMatchObject({
      name: "InvalidToken",
    });
  });

  it("refuses a page of over 1000 and a machine that is not there", async () => {
    const list = (stateMachineArn: string, maxResults?: number) =>
      cloud.client.send(new ListExecutionsCommand({ stateMachineArn, maxResults }));
    await expect(list(machine, 1001)).rejects.toMatchObject({ name: "ValidationException" });
    await expect(list(`${machine}-gone`)).rejects.toMatchObject({
      name: "StateMachineDoesNotExist",
    });
  });
});

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
