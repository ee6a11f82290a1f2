import type { Level, LogLine } from "../function-log";
import { type Child, h } from "./dom";
import { jsonView } from "./json-view";
import { type Tone, time } from "./pieces";
import { to } from "./place";

const TONES: Readonly<Record<Level, Tone>> = {
  debug: "calm",
  error: "bad",
  info: "run",
  metric: "calm",
  text: "calm",
  warn: "warn",
};

/** What functions wrote, a line each; an entry's other fields unfold. */
export const logLines = (lines: readonly LogLine[]): Child =>
  h(
    "ol",
    { class: "log", "aria-label": "Log lines, oldest first" },
    ...lines.map((line) =>
      h("li", { key: String(line.number), class: TONES[line.level] }, head(line), rest(line)),
    ),
  );

const head = ({ time: at, level, functionName, message }: LogLine): Child =>
  h(
    "p",
    {},
    time(at),
    h("span", { class: "level" }, level),
    h("a", { href: to(["logs"], { function: functionName }) }, functionName),
    h("span", { class: "message", dir: "auto" }, message),
  );

function rest({
  fields,
  requestId,
  correlationId,
  tenantId,
  operation,
  invocation,
}: LogLine): Child {
  const ids = { operation, tenantId, requestId, correlationId, invocation };
  const known = Object.fromEntries(Object.entries(ids).filter(([, value]) => value !== null));
  const error = errorOf(fields);
  return [
    error && h("p", { class: "reason", dir: "auto" }, error),
    h(
      "details",
      { class: "more" },
      h("summary", {}, "more"),
      jsonView({ ...fields, ...known }, "the entry"),
    ),
  ];
}

function errorOf(fields: LogLine["fields"]): string | undefined {
  const { error } = (fields ?? {}) as { error?: { name?: string; message?: string } };
  return error?.message === undefined ? undefined : `${error.name ?? "Error"}: ${error.message}`;
}
