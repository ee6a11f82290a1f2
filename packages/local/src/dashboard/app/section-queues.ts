import type { MessageView, QueueList, QueueRow, QueueView } from "../queues";
import { ask, type Detail, detail } from "./ask";
import { type Child, h } from "./dom";
import { duration, parsed, plural } from "./format";
import { jsonView } from "./json-view";
import { about, empty, facts, id, mark, mono, part, quiet, time } from "./pieces";
import { to } from "./place";
import { redriveAll, redriveOne, remove } from "./redrive";
import { rows } from "./rows";
import { section } from "./section";

interface Data {
  readonly list: QueueList;
  readonly opened: Detail<QueueView> | undefined;
}

export const queues = section<Data>({
  title: "Queues",
  topics: ["queues"],
  ages: true,
  search: "Filter by name, function or event",
  async load({ parts: [queue] }) {
    const [list, opened] = await Promise.all([
      ask<QueueList>("/queues"),
      detail(queue, (of) => ask<QueueView>(`/queues/${encodeURIComponent(of)}`)),
    ]);
    return { list, opened };
  },
  view({ list, opened }, { parts: [queue, messageId], query }) {
    const q = query.get("q");
    const fitting = list.queues.filter(({ queue: name, functionName, eventType }) =>
      `${name} ${functionName} ${eventType}`.toLowerCase().includes(q?.toLowerCase() ?? ""),
    );
    const dead = fitting.reduce((sum, { deadLetters }) => sum + deadLetters, 0);
    return {
      tools: dead ? mark("bad", plural(dead, "dead letter")) : quiet("no dead letters"),
      main: fitting.length
        ? listOf(fitting, q)
        : empty(
            "No queue fits",
            h("p", {}, "Consumers and work queues come from the capabilities' manifests."),
          ),
      aside: queue
        ? {
            title: queue,
            close: messageId ? to(["queues", queue], { q }) : to(["queues"], { q }),
            body: about(opened, queue, (value) =>
              messageId ? message(value, messageId) : overview(value, q),
            ),
          }
        : undefined,
    };
  },
});

const count = (value: number) => (value === 0 ? quiet("0") : value.toLocaleString("en"));

const listOf = (list: readonly QueueRow[], q: string | null): Child =>
  rows({
    kind: "queues",
    label: "Queues",
    heads: ["Queue", "Waiting", "In flight", "Delayed", "Oldest", "Dead"],
    items: [...list].sort((a, b) => b.deadLetters - a.deadLetters),
    open: to([...location.pathname.split("/").slice(2, 4)].map(decodeURIComponent)),
    row: (row) => ({
      key: row.queue,
      href: to(["queues", row.queue], { q }),
      cells: [
        [
          h("span", { title: row.queue }, row.queue),
          row.eventType && h("small", {}, row.eventType),
        ],
        count(row.visible),
        count(row.inFlight),
        count(row.delayed),
        row.oldestSeconds ? duration(row.oldestSeconds * 1000) : quiet("–"),
        row.deadLetters ? mark("bad", plural(row.deadLetters, "dead", "dead")) : quiet("0"),
      ],
    }),
  });

function overview({ queue, messages, deadLetters }: QueueView, q: string | null): Child {
  const { queue: name, functionName, eventType, holdsDead } = queue;
  const list = (shown: readonly MessageView[], dead: boolean) =>
    messageList(shown, { name, q, dead });
  return [
    facts([
      [
        "Feeds",
        functionName && h("a", { href: to(["logs"], { function: functionName }) }, functionName),
      ],
      ["Brings", eventType && h("a", { href: to(["events"], { q: eventType }) }, eventType)],
      [
        "Holds",
        holdsDead
          ? "events the relay could not publish: npx faibric dlq redrive sends them again"
          : `${queue.visible} waiting, ${queue.inFlight} in flight, ${queue.delayed} delayed`,
      ],
      ["Dead letters in", queue.deadLetterQueue],
    ]),
    !holdsDead &&
      part(
        "Dead letters",
        deadLetters.length
          ? [redriveButton(queue), list(deadLetters, true)]
          : quietLine("None. A message that fails five times ends here."),
      ),
    part(
      "Messages",
      messages.length
        ? list(messages, holdsDead)
        : quietLine(holdsDead ? "None: all was published." : "None: all is handled."),
    ),
  ];
}

const quietLine = (text: string) => h("p", { class: "quiet" }, text);

const redriveButton = (queue: QueueRow) =>
  h(
    "p",
    { class: "buttons" },
    h(
      "button",
      { type: "button", class: "main", on: { click: () => void redriveAll(queue) } },
      `Redrive all ${queue.deadLetters}`,
    ),
  );

const STATES = { visible: "waiting", inFlight: "in flight", delayed: "delayed" } as const;

const messageList = (
  list: readonly MessageView[],
  at: { name: string; q: string | null; dead: boolean },
): Child =>
  h(
    "ol",
    { class: "messages" },
    ...list.map((one) =>
      h(
        "li",
        { key: one.messageId },
        h(
          "a",
          { href: to(["queues", at.name, one.messageId], { q: at.q }) },
          one.carried.type ?? one.messageId,
        ),
        " ",
        quiet(
          time(one.sentAt),
          ` · ${plural(one.receiveCount, "receive")}`,
          at.dead ? "" : ` · ${STATES[one.state]}`,
        ),
        (at.dead || one.failure) && h("p", { class: "reason", dir: "auto" }, reasonOf(one)),
      ),
    ),
  );

const reasonOf = ({ failure }: MessageView): Child =>
  failure
    ? mono(failure.reason)
    : quiet("No reason was noted: the function was killed, or the message is no event.");

function message({ queue, messages, deadLetters }: QueueView, messageId: string): Child {
  const dead = deadLetters.some((one) => one.messageId === messageId);
  const found = [...deadLetters, ...messages].find((one) => one.messageId === messageId);
  if (!found) {
    return h(
      "p",
      { class: "gone" },
      "This message is not in the queue any more: it was handled, redriven or deleted. ",
      h("a", { href: to(["queues", queue.queue]) }, "To the queue"),
    );
  }
  const { carried, failure } = found;
  return [
    h(
      "p",
      { class: "line" },
      dead ? mark("bad", "dead letter") : mark("run", STATES[found.state]),
      " ",
      h("b", {}, carried.type ?? "message"),
    ),
    dead && h("p", { class: "reason", dir: "auto" }, reasonOf(found)),
    dead &&
      h(
        "p",
        { class: "buttons" },
        h(
          "button",
          { type: "button", class: "main", on: { click: () => void redriveOne(queue, messageId) } },
          "Redrive",
        ),
        h(
          "button",
          { type: "button", on: { click: () => void remove(queue, messageId) } },
          "Delete",
        ),
      ),
    facts([
      ["Message ID", id(messageId)],
      ["Sent", time(found.sentAt)],
      ["Received", plural(found.receiveCount, "time")],
      ["Failed", failure && [plural(failure.attempts, "time"), ", last ", time(failure.failedAt)]],
      ["Group", found.groupId],
      ["Event", carried.eventId && id(carried.eventId, to(["events", carried.eventId]))],
      ["Tenant", carried.tenantId && id(carried.tenantId, to(["table", carried.tenantId]))],
      [
        "Request",
        carried.correlationId && id(carried.correlationId, to(["requests", carried.correlationId])),
      ],
    ]),
    part("Body", jsonView(parsed(found.body), "the body")),
    Object.keys(found.attributes).length > 0 &&
      part("Attributes", jsonView(found.attributes, "the attributes")),
  ];
}
