import type { ServedRequest } from "../../gateway/http-api";
import type { DeliveryView } from "../deliveries";
import type { LedToEvent, RequestList, RequestView } from "../requests";
import { ask, type Detail, detail } from "./ask";
import { type Child, h } from "./dom";
import { duration, nameOf, plural } from "./format";
import { logLines } from "./log-lines";
import {
  about,
  command,
  empty,
  FOUND_A_TENANT,
  facts,
  id,
  mark,
  mono,
  part,
  quiet,
  type Tone,
  time,
} from "./pieces";
import { type Place, to } from "./place";
import { rows } from "./rows";
import { section } from "./section";
import { statusTone } from "./section-executions";

interface Data {
  readonly list: RequestList;
  readonly opened: Detail<RequestView> | undefined;
}

export const requests = section<Data>({
  title: "Requests",
  topics: ["requests", "events", "queues", "executions"],
  search: "Filter by path, status, function or ID",
  async load({ parts: [requestId] }) {
    const [list, opened] = await Promise.all([
      ask<RequestList>("/requests"),
      detail(requestId, (of) => ask<RequestView>(`/requests/${encodeURIComponent(of)}`)),
    ]);
    return { list, opened };
  },
  view({ list, opened }, place) {
    const fitting = list.requests.filter((request) => fits(request, place));
    const [requestId] = place.parts;
    const q = place.query.get("q");
    return {
      tools: quiet(plural(fitting.length, "request")),
      main: list.requests.length === 0 ? none() : listOf(fitting, q),
      aside: requestId
        ? {
            title: "Request",
            close: to(["requests"], { q }),
            body: about(opened, requestId, view),
          }
        : undefined,
    };
  },
});

function fits(request: ServedRequest, { query }: Place): boolean {
  const { id: requestId, method, path, status, functionName = "" } = request;
  const text = `${method} ${path} ${status} ${functionName} ${requestId}`.toLowerCase();
  const words = (query.get("q") ?? "").toLowerCase().split(/\s+/);
  return words.every((word) =>
    /^[1-5]xx$/.test(word) ? String(status)[0] === word[0] : text.includes(word),
  );
}

const none = () =>
  empty(
    "No requests yet",
    h(
      "p",
      {},
      "What the platform is asked over HTTP appears here the moment it is answered. Create a tenant:",
    ),
    command(FOUND_A_TENANT),
  );

const listOf = (requests: readonly ServedRequest[], q: string | null): Child =>
  requests.length === 0
    ? empty(
        "No request fits",
        h("p", {}, "Words are looked for in all columns; 5xx finds every server error."),
      )
    : rows({
        kind: "requests",
        label: "Requests, newest first",
        heads: ["Time", "Status", "Request", "Function", "Took"],
        items: requests,
        open: location.pathname,
        row: ({ id: requestId, method, path, status, functionName, ms, time: at }) => ({
          key: requestId,
          href: to(["requests", requestId], { q }),
          cells: [
            time(at),
            statusOf(status),
            [
              h("b", { class: "method" }, method),
              " ",
              h("span", { dir: "auto", title: path }, path),
            ],
            functionName ? h("span", { title: functionName }, functionName) : quiet("no function"),
            duration(ms),
          ],
        }),
      });

export function statusOf(status: number): Child {
  const tone: Tone =
    status >= 500 ? "bad" : status >= 400 ? "warn" : status >= 300 ? "calm" : "good";
  return mark(tone, String(status));
}

const view = ({ request, lines, events, executions }: RequestView): Child => [
  h(
    "p",
    { class: "line" },
    statusOf(request.status),
    " ",
    h("b", { class: "method" }, request.method),
    " ",
    h("span", { class: "path", dir: "auto" }, request.path),
  ),
  facts([
    ["Answered in", duration(request.ms)],
    ["At", time(request.time)],
    [
      "Function",
      request.functionName &&
        h("a", { href: to(["logs"], { function: request.functionName }) }, request.functionName),
    ],
    ["Request ID", id(request.id)],
  ]),
  part(
    "What it led to",
    events.length + executions.length
      ? ledTo({ request, lines, events, executions })
      : h("p", { class: "quiet" }, "No events and no executions."),
  ),
  part(
    "Log",
    lines.length
      ? logLines(lines, "Log lines, oldest first")
      : h("p", { class: "quiet" }, "Its functions logged nothing."),
  ),
];

function ledTo({ events, executions }: RequestView): Child {
  return h(
    "ol",
    { class: "trace" },
    ...events.map((event) => eventTrace(event, executions)),
    ...executions
      .filter(({ name }) => !events.some((event) => event.id === name))
      .map((execution) => executionTrace(execution)),
  );
}

function eventTrace(event: LedToEvent, executions: RequestView["executions"]): Child {
  return h(
    "li",
    { key: event.id },
    h("a", { href: to(["events", event.id]) }, event.type),
    " ",
    quiet(time(event.time)),
    h(
      "ol",
      {},
      ...event.deliveries.map((delivery) =>
        h("li", { key: delivery.queue }, deliveryLine(delivery)),
      ),
      ...executions
        .filter(({ name }) => name === event.id)
        .map((execution) => executionTrace(execution)),
    ),
  );
}

const executionTrace = (execution: RequestView["executions"][number]): Child =>
  h(
    "li",
    { key: execution.arn },
    h("a", { href: to(["executions", execution.arn]) }, nameOf(execution.machine)),
    " ",
    mark(statusTone(execution.status), execution.status.toLowerCase().replace("_", " ")),
    execution.status === "RUNNING" && quiet(" in ", execution.state),
  );

const STATES: Readonly<Record<DeliveryView["state"], readonly [Tone, string]>> = {
  dead: ["bad", "dead letter"],
  delivered: ["calm", "taken, nothing stored"],
  handled: ["good", "handled"],
  waiting: ["run", "waiting"],
};

/** What became of an event at one consumer. */
export function deliveryLine({ queue, state, messageId, reason, attempts }: DeliveryView): Child {
  const [tone, words] = STATES[state];
  return [
    h("a", { href: to(messageId ? ["queues", queue, messageId] : ["queues", queue]) }, queue),
    " ",
    mark(tone, words),
    attempts !== null && attempts > 0 && quiet(` after ${plural(attempts, "attempt")}`),
    reason && h("p", { class: "reason", dir: "auto" }, mono(reason)),
  ];
}
