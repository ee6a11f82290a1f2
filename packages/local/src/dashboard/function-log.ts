import type { FunctionLogLine } from "../cloud/watchers";

export type Level = "debug" | "error" | "info" | "metric" | "text" | "warn";

/** A line that a function wrote, taken apart where it is JSON. */
export interface LogLine {
  /** Counts up; tells lines apart. */
  readonly number: number;
  readonly time: string;
  readonly functionName: string;
  /** Of the invocation. */
  readonly invocation: string;
  readonly level: Level;
  readonly message: string;
  readonly requestId: string | null;
  readonly correlationId: string | null;
  readonly tenantId: string | null;
  readonly operation: string | null;
  /** What else the entry says. */
  readonly fields: Readonly<Record<string, unknown>> | null;
}

const LEVELS: readonly string[] = ["debug", "error", "info", "warn"];

export function toLogLine(line: FunctionLogLine): LogLine {
  const { number, time, functionName, requestId: invocation } = line;
  const plain = { number, time, functionName, invocation };
  const entry = entryOf(line.line);
  if (!entry) {
    const nothing = { requestId: null, correlationId: null, tenantId: null, operation: null };
    // How a function failed is told in the words of Lambda, not as an entry of its log.
    const level = FAILED.test(line.line) ? ("error" as const) : ("text" as const);
    return { ...plain, level, message: line.line, ...nothing, fields: null };
  }
  const { level, message, requestId, correlationId, tenantId, operation, _aws, ...fields } = entry;
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  const known = LEVELS.find((one) => one === String(level).toLowerCase()) as Level | undefined;
  return {
    ...plain,
    level: _aws ? "metric" : (known ?? "text"),
    message: text(message) ?? (_aws ? metricOf(fields) : line.line),
    requestId: text(requestId),
    correlationId: text(correlationId),
    tenantId: text(tenantId),
    operation: text(operation),
    fields: Object.keys(fields).length && !_aws ? fields : null,
  };
}

const FAILED = /^(\w*(Error|Exception)\b|Task timed out|.*Task timed out after)/;

/** An entry in CloudWatch's embedded metric format: its metrics are members beside `_aws`. */
const metricOf = (fields: Readonly<Record<string, unknown>>) =>
  Object.entries(fields)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");

function entryOf(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined; // a line that only begins like an entry
  }
}

export interface LogFilter {
  readonly functionName?: string | undefined;
  readonly level?: string | undefined;
  /** Looked for in the whole line, whatever the case: a request ID, a tenant, a word. */
  readonly search?: string | undefined;
  readonly limit: number;
}

/** The last lines that fit, oldest first. */
export function lastLines(lines: readonly FunctionLogLine[], filter: LogFilter): LogLine[] {
  const { functionName, level, limit } = filter;
  const search = filter.search?.toLowerCase();
  const found: LogLine[] = [];
  for (let index = lines.length - 1; index >= 0 && found.length < limit; index--) {
    const line = lines[index];
    if (!line || (functionName && line.functionName !== functionName)) continue;
    if (search && !`${line.requestId} ${line.line}`.toLowerCase().includes(search)) continue;
    const parsed = toLogLine(line);
    if (!level || parsed.level === level) found.push(parsed);
  }
  return found.reverse();
}

/**
 * What was logged for a request: lines that carry its ID, wherever it led, and of its own function also
 * those that name no request but were written while it ran.
 */
export function linesOfRequest(
  lines: readonly FunctionLogLine[],
  request: { id: string; functionName: string | undefined; time: string; ms: number },
): LogLine[] {
  const from = Date.parse(request.time);
  const during = ({ functionName, time }: FunctionLogLine) =>
    functionName === request.functionName &&
    Date.parse(time) >= from &&
    Date.parse(time) <= from + request.ms;
  return lines
    .filter((line) => line.line.includes(request.id) || during(line))
    .map(toLogLine)
    .filter(({ requestId, correlationId }) => {
      const other = requestId ?? correlationId;
      return other === null || other === request.id || correlationId === request.id;
    });
}
