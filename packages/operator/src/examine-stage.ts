import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeArchiveCommand,
  EventBridgeClient,
  ListRulesCommand,
} from "@aws-sdk/client-eventbridge";
import {
  DescribeSecretCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { LOCAL_AWS } from "@faibric/core/platform/operator.schema";
import { TABLE } from "@faibric/core/platform/table.schema";
import * as z from "zod";
import { findDeadLetterQueues, oldestIn } from "./dead-letter-queues";
import { checkPipelines } from "./examine-pipelines";
import { type Check, type Finding, ok, problem, warning } from "./finding";
import { ageOf } from "./output";
import type { Stage } from "./stage";

const WAIT_MS = 10_000;

/** What a stage needs to be well. */
export const stageChecks = (stage: Stage): Readonly<Record<string, Check>> => ({
  API: () => checkApi(stage),
  Table: () => checkTable(stage),
  Archive: () => checkArchive(stage),
  Schedules: () => checkSchedules(stage),
  Secrets: () => checkSecrets(stage),
  "Dead letters": () => checkDeadLetters(stage),
  Pipelines: () => checkPipelines(stage),
});

const isLocal = ({ name }: Stage) => name === LOCAL_AWS.stage;
const deploy = ({ name }: Stage) =>
  isLocal({ name } as Stage) ? "Restart it: npm start" : `npx sst deploy --stage ${name}`;

async function checkApi(stage: Stage): Promise<Finding> {
  const address = `${stage.apiUrl}/api/health`;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(WAIT_MS) });
    const { success } = z.object({ status: z.literal("ok") }).safeParse(await answer.json());
    if (answer.ok && success) return ok("API", address);
    const log = isLocal(stage)
      ? "the log in the data folder"
      : "the function api-read-health's log";
    return problem("API", `${address} answers with ${answer.status}`, `See ${log}.`);
  } catch (error) {
    const { cause, message } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    return problem("API", `${address} does not answer: ${why}`, deploy(stage));
  }
}

async function checkTable(stage: Stage): Promise<Finding[]> {
  const client = new DynamoDBClient({});
  const TableName = stage.tableName;
  const [{ Table: table }, { TimeToLiveDescription: expiry }] = await Promise.all([
    client.send(new DescribeTableCommand({ TableName })),
    client.send(new DescribeTimeToLiveCommand({ TableName })),
  ]);
  const indexes = (table?.GlobalSecondaryIndexes ?? []).filter(
    ({ IndexStatus }) => !IndexStatus || IndexStatus === "ACTIVE",
  );
  const missing = TABLE.indexes.filter((name) => !indexes.some((one) => one.IndexName === name));
  const stream = table?.StreamSpecification;
  const todo = deploy(stage);
  const wrong = [
    table?.TableStatus === "ACTIVE" ? "" : `it is ${table?.TableStatus}`,
    stream?.StreamEnabled && stream.StreamViewType === "NEW_AND_OLD_IMAGES"
      ? ""
      : "its stream is off or lacks images, so no event leaves it",
    expiry?.TimeToLiveStatus === "ENABLED" && expiry.AttributeName === TABLE.timeToLive
      ? ""
      : `nothing in it expires (time to live by ${TABLE.timeToLive} is off)`,
    missing.length ? `these indexes are missing or not ready: ${missing.join(", ")}` : "",
  ].filter(Boolean);
  const findings = wrong.map((found) => problem("Table", `${TableName}: ${found}`, todo));
  if (!isLocal(stage)) findings.push(...(await checkBackups(client, TableName, todo)));
  return findings.length ? findings : [ok("Table", TableName)];
}

async function checkBackups(client: DynamoDBClient, TableName: string, todo: string) {
  const { ContinuousBackupsDescription: backups } = await client.send(
    new DescribeContinuousBackupsCommand({ TableName }),
  );
  const status = backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
  return status === "ENABLED"
    ? []
    : [problem("Table", `${TableName}: point-in-time recovery is off`, todo)];
}

async function checkArchive(stage: Stage): Promise<Finding> {
  const ArchiveName = stage.archiveArn.split("/").at(-1);
  const archive = await new EventBridgeClient({}).send(new DescribeArchiveCommand({ ArchiveName }));
  if (archive.State === "ENABLED") return ok("Archive", `${archive.EventCount} events`);
  const found = `${archive.State} ${archive.StateReason ?? ""}`.trim();
  return problem("Archive", found, deploy(stage));
}

/** Those whose rule somebody has switched off. Why one fails is in its function's log. */
async function checkSchedules(stage: Stage): Promise<Finding> {
  const { Rules = [] } = await new EventBridgeClient({}).send(
    new ListRulesCommand({
      ...(stage.queuePrefix ? { NamePrefix: stage.queuePrefix } : {}),
      Limit: 100,
    }),
  );
  const schedules = Rules.filter(({ ScheduleExpression }) => ScheduleExpression);
  const off = schedules.filter(({ State }) => State === "DISABLED").map(({ Name }) => Name);
  if (off.length === 0) return ok("Schedules", `${schedules.length} on`);
  const todo = `aws events enable-rule --name ${off[0]}`;
  return warning("Schedules", `switched off: ${off.join(", ")}`, todo);
}

async function checkSecrets({ secrets }: Stage): Promise<Finding | Finding[]> {
  if (secrets.length === 0) return ok("Secrets", "none are needed");
  const client = new SecretsManagerClient({});
  return Promise.all(
    secrets.map(async (SecretId) => {
      const create = `aws secretsmanager create-secret --name ${SecretId} --secret-string …`;
      try {
        const { DeletedDate } = await client.send(new DescribeSecretCommand({ SecretId }));
        if (!DeletedDate) return ok("Secret", SecretId);
        const todo = `aws secretsmanager restore-secret --secret-id ${SecretId}`;
        return problem("Secret", `${SecretId} is to be deleted`, todo);
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
        return problem("Secret", `${SecretId} is missing`, create);
      }
    }),
  );
}

async function checkDeadLetters(stage: Stage): Promise<Finding | Finding[]> {
  const queues = await findDeadLetterQueues(stage);
  const filled = queues.filter(({ messages }) => messages > 0);
  if (filled.length === 0) return ok("Dead letters", `none in ${queues.length} queues`);
  const note = isLocal(stage) ? warning : problem;
  return Promise.all(
    filled.map(async (queue) => {
      const oldest = ageOf(await oldestIn(queue));
      const found = `${queue.messages} in ${queue.name}, the oldest ${oldest} old`;
      return note("Dead letters", found, `npx faibric dlq show ${queue.name}${stageOption(stage)}`);
    }),
  );
}

const stageOption = (stage: Stage) => (isLocal(stage) ? "" : ` --stage ${stage.name}`);
