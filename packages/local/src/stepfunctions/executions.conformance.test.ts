import {
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
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
