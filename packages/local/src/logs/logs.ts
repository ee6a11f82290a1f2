import type { Watchers } from "../cloud/watchers";
import { AwsError } from "../wire/aws-error";
import { jsonProtocol } from "../wire/json-protocol";
import type { AwsService } from "../wire/service";

export const FUNCTION_LOGS = "/aws/lambda/";
export const API_LOG = "/aws/apigateway/api";

interface Line {
  readonly timestamp: number;
  readonly message: string;
}

interface Filter {
  readonly logGroupName: string;
  readonly filterPattern?: string;
  readonly startTime?: number;
  readonly endTime?: number;
}

/**
 * CloudWatch Logs, as far as looking through them goes: what functions logged and the API served, while the
 * laptop cloud keeps it. A pattern is a text in double quotes; any other is refused, not misunderstood.
 */
export function createLogs(watchers: Watchers, functions: readonly string[]): AwsService {
  const groups = [API_LOG, ...functions.map((name) => `${FUNCTION_LOGS}${name}`)].sort();
  const handle = jsonProtocol("com.amazonaws.logs", {
    DescribeLogGroups: ({ logGroupNamePrefix = "" }: { logGroupNamePrefix?: string }) => ({
      logGroups: groups
        .filter((name) => name.startsWith(logGroupNamePrefix))
        .map((logGroupName) => ({ logGroupName })),
    }),
    FilterLogEvents: ({ logGroupName, filterPattern, startTime = 0, endTime }: Filter) => {
      if (!groups.includes(logGroupName)) {
        throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
      }
      const text = textIn(filterPattern);
      const latest = endTime ?? Number.POSITIVE_INFINITY;
      const events = linesOf(watchers, logGroupName).filter(
        ({ timestamp, message }) =>
          timestamp >= startTime && timestamp <= latest && message.includes(text),
      );
      return { events };
    },
  });
  return { scopes: ["logs"], handle, close: async () => undefined };
}

function textIn(pattern = ""): string {
  if (pattern === "") return "";
  const [, text] = /^"([^"\\]+)"$/.exec(pattern) ?? [];
  if (text !== undefined) return text;
  throw new AwsError(
    "InvalidParameterException",
    "Only a text in double quotes is understood here.",
  );
}

function linesOf(watchers: Watchers, group: string): Line[] {
  if (group === API_LOG) {
    return watchers.requests().map((request) => ({
      timestamp: Date.parse(request.time),
      message: JSON.stringify(request),
    }));
  }
  return watchers
    .lines()
    .filter(({ functionName }) => group === `${FUNCTION_LOGS}${functionName}`)
    .map(({ time, line }) => ({ timestamp: Date.parse(time), message: line }));
}
