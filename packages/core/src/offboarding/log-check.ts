import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import { assertActor } from "../platform/actor";
import { env } from "../platform/env";
import { findErased } from "../platform/erased";
import { logger } from "../platform/logger";
import { note } from "./erasing";

const logs = new CloudWatchLogsClient({});

/**
 * Looks through all logs of the stage for lines that name the tenant, from its whole life until it was erased. Nobody
 * can delete single lines from a log: it is asked for once they have ended by their age, and again where some are left.
 * The proof says when none was found. What is logged later of the erasure itself names no more than the proof does.
 */
export async function checkLogs(): Promise<{ clean: boolean }> {
  const { tenantId } = assertActor("system");
  const erased = await findErased(tenantId);
  if (!erased?.completedAt) throw new Error(`${tenantId} is not erased yet`);
  if (erased.logsCheckedAt) return { clean: true };
  const endTime = Date.parse(erased.completedAt);
  const groups = await listGroups();
  // A stage without logs is none: whoever looks in the wrong place finds nothing either.
  if (!groups.length) throw new Error("no log was found to look through");
  for (const logGroupName of groups) {
    if (!(await isIn(logGroupName, tenantId, endTime))) continue;
    logger.warn("erased, and still in a log", { logGroupName });
    return { clean: false };
  }
  await note({ ...erased, logsCheckedAt: new Date().toISOString(), logs: groups.length });
  return { clean: true };
}

async function listGroups(): Promise<string[]> {
  const names: string[] = [];
  for (const logGroupNamePrefix of env("LOG_GROUP_PREFIXES").split(",")) {
    const pages = paginateDescribeLogGroups({ client: logs }, { logGroupNamePrefix });
    for await (const { logGroups = [] } of pages) {
      names.push(...logGroups.flatMap(({ logGroupName }) => logGroupName ?? []));
    }
  }
  return names;
}

async function isIn(logGroupName: string, text: string, endTime: number): Promise<boolean> {
  const query = { logGroupName, filterPattern: `"${text}"`, startTime: 0, endTime };
  for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, query)) {
    if (events.length) return true;
  }
  return false;
}
