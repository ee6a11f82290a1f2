import { randomUUID } from "node:crypto";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { arn, REGION } from "../wire/arn";
import { serveAws } from "../wire/endpoint";
import { openStore, type Store } from "../wire/store";
import type { State } from "./asl";
import { createStepFunctions } from "./stepfunctions";

// biome-ignore lint/suspicious/noConfusingVoidType: a test's function need not answer
type TestFunction = (payload: never) => unknown | void;

export const lambda = (name: string) => arn("lambda", `function:${name}`);

export const task = (name: string, rest: Partial<State> = {}): State => ({
  Type: "Task",
  Resource: lambda(name),
  ...(rest.Next === undefined ? { End: true } : {}),
  ...rest,
});

/** A machine of one state, A, that ends the machine unless it says otherwise. */
export const only = (state: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  StartAt: "A",
  States: { A: { ...("Next" in state ? {} : { End: true }), ...state }, ...more },
});

/** An Error as a failed Lambda function gives it. */
export function failing(name: string, message = "failed"): never {
  throw Object.assign(new Error(message), { name });
}

/** Step Functions over HTTP with the SDK's client, and functions that are plain functions. */
export async function startTestCloud(
  functions: Record<string, TestFunction> = {},
  options: { store?: Store; secondMs?: number } = {},
) {
  const store = options.store ?? openStore(":memory:");
  const calls: { name: string; payload: unknown }[] = [];
  const service = createStepFunctions({
    store,
    secondMs: options.secondMs ?? 20,
    async invoke(name, payload) {
      calls.push({ name, payload });
      const run = functions[name];
      if (!run) throw Object.assign(new Error(`no ${name}`), { name: "ResourceNotFoundException" });
      return run(payload as never);
    },
  });
  const endpoint = await serveAws([service]);
  const client = new SFNClient({
    endpoint: endpoint.url,
    region: REGION,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  const finished = async (executionArn: string) => {
    for (;;) {
      const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
      if (execution.status !== "RUNNING") return execution;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    client,
    service,
    store,
    functions,
    calls,
    finished,
    /** How often a function was called. */
    count: (name: string) => calls.filter((call) => call.name === name).length,
    /** Runs a definition as a machine of its own and answers the ended execution. */
    async run(definition: object, input: unknown = {}) {
      const stateMachineArn = service.ensureMachine(`m-${randomUUID()}`, definition);
      const started = await client.send(
        new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
      );
      const execution = await finished(started.executionArn ?? "");
      return { ...execution, result: JSON.parse(execution.output ?? "null") as unknown };
    },
    async close() {
      await endpoint.close();
      client.destroy();
    },
  };
}

export type TestCloud = Awaited<ReturnType<typeof startTestCloud>>;
