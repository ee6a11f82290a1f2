import {
  type ExecutionStatus,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SFNClient,
} from "@aws-sdk/client-sfn";
import { type Finding, ok, warning } from "./finding";
import { mapSome } from "./some-at-once";
import type { Stage } from "./stage";

const DAY_MS = 86_400_000;
const BAD: readonly ExecutionStatus[] = ["FAILED", "TIMED_OUT", "ABORTED"];

/** Executions that failed within a day. */
export async function checkPipelines(stage: Stage): Promise<Finding | Finding[]> {
  const client = new SFNClient({});
  const machines = await listMachines(client, stage);
  const counts = await mapSome(machines, async (stateMachineArn) => ({
    pipeline: stateMachineArn.slice(stage.pipelineArnPrefix.length),
    failed: await failuresOf(client, stateMachineArn),
  }));
  const failing = counts.filter(({ failed }) => failed > 0);
  if (failing.length === 0) return ok("Pipelines", `${machines.length}, none failed within a day`);
  const todo =
    stage.name === "local"
      ? `See where, in its graph: ${stage.apiUrl}/_local`
      : "See where, in its graph: Step Functions in the AWS console";
  return failing.map(({ pipeline, failed }) =>
    warning("Pipelines", `${failed} of ${pipeline} failed within a day`, todo),
  );
}

async function listMachines(client: SFNClient, { pipelineArnPrefix }: Stage): Promise<string[]> {
  const arns: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new ListStateMachinesCommand({ maxResults: 1000, ...(nextToken ? { nextToken } : {}) }),
    );
    arns.push(...(page.stateMachines ?? []).map(({ stateMachineArn = "" }) => stateMachineArn));
    nextToken = page.nextToken;
  } while (nextToken);
  return arns.filter((arn) => arn.startsWith(pipelineArnPrefix));
}

/** Of the last hundred of each kind. */
async function failuresOf(client: SFNClient, stateMachineArn: string): Promise<number> {
  const since = Date.now() - DAY_MS;
  const counts = await Promise.all(
    BAD.map(async (statusFilter) => {
      const { executions = [] } = await client.send(
        new ListExecutionsCommand({ stateMachineArn, statusFilter, maxResults: 100 }),
      );
      return executions.filter(({ stopDate }) => (stopDate?.getTime() ?? 0) > since).length;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
