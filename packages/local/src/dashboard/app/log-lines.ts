import type { Level, LogLine } from "../function-log";
import { type Child, h } from "./dom";
import { jsonView } from "./json-view";
import { type Tone, time } from "./pieces";

const TONES: Readonly<Record<Level, Tone>> = {
  debug: "calm",
  error: "bad",
  info: "run",
  metric: "calm",
  text: "calm",
  warn: "warn",
};

/** What functions wrote, a line each, which unfolds to the whole entry. */
export const logLines = (lines: readonly LogLine[], label: string): Child =>
  h(
    "ol",
    { class: "log", "aria-label": label },
    ...lines.map((line) =>
      h(
        "li",
        { key: String(line.number), class: TONES[line.level] },
        h("details", {}, h("summary", {}, ...head(line)), jsonView(whole(line), "the entry")),
      ),
    ),
  );

function head({ time: at, level, functionName, message, fields }: LogLine): Child[] {
  const error = errorOf(fields);
  return [
    time(at),
    h("span", { class: "level" }, level),
    h("span", { class: "function" }, functionName),
    h("span", { class: "message", dir: "auto" }, message),
    error && h("span", { class: "reason", dir: "auto" }, error),
  ];
}

function whole({ fields, requestId, correlationId, tenantId, operation, invocation }: LogLine) {
  const ids = { operation, tenantId, requestId, correlationId, invocation };
  const known = Object.entries(ids).filter(([, value]) => value !== null);
  return { ...fields, ...Object.fromEntries(known) };
}

function errorOf(fields: LogLine["fields"]): string | undefined {
  const { error } = (fields ?? {}) as { error?: { name?: string; message?: string } };
  return error?.message === undefined ? undefined : `${error.name ?? "Error"}: ${error.message}`;
}
