import { afterToken, pageSize, seconds, tokenFor } from "./check";
import type { History, HistoryEvent } from "./history";

export interface HistoryInput {
  readonly maxResults?: number;
  readonly nextToken?: string;
  readonly reverseOrder?: boolean;
  readonly includeExecutionData?: boolean;
}

/** GetExecutionHistory. Without `includeExecutionData` inputs and outputs are left out. */
export function getHistory(history: History, arn: string, input: HistoryInput) {
  const reverse = input.reverseOrder ?? false;
  const listing = `history ${arn} ${reverse}`;
  const size = pageSize(input.maxResults);
  const first = reverse ? Number.MAX_SAFE_INTEGER : 0;
  const after = Number(afterToken(input.nextToken, listing) ?? first);
  const rows = history.read(arn, { after, limit: size + 1, reverse });
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    events: page.map((event) => toAnswer(event, input.includeExecutionData ?? true)),
    ...(rows.length > size && last ? { nextToken: tokenFor(listing, last.id) } : {}),
  };
}

const DATA_FIELDS = new Set(["input", "inputDetails", "output", "outputDetails", "parameters"]);

function toAnswer({ id, previousEventId, type, time, details }: HistoryEvent, withData: boolean) {
  const event = { id, previousEventId, type, timestamp: seconds(time) };
  if (withData) return { ...event, ...details };
  const bare = Object.entries(details).map(([key, value]) => [
    key,
    Object.fromEntries(Object.entries(value ?? {}).filter(([field]) => !DATA_FIELDS.has(field))),
  ]);
  return { ...event, ...Object.fromEntries(bare) };
}
