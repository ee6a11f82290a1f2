import type { EventRow } from "../event-views";
import type { EventList, EventView } from "../events";
import { ask, type Detail, detail } from "./ask";
import { type Child, h } from "./dom";
import { plural } from "./format";
import { jsonView } from "./json-view";
import { about, command, empty, FOUND_A_TENANT, facts, id, part, quiet, time } from "./pieces";
import { to } from "./place";
import { rows } from "./rows";
import { section } from "./section";
import { deliveryLine } from "./section-requests";

interface Data {
  readonly list: EventList;
  readonly opened: Detail<EventView> | undefined;
}

export const events = section<Data>({
  title: "Events",
  topics: ["events", "queues"],
  search: "Filter by type, tenant, aggregate or ID",
  async load({ parts: [eventId], query }) {
    const [list, opened] = await Promise.all([
      ask<EventList>("/events", { q: query.get("q"), before: query.get("before") }),
      detail(eventId, (of) => ask<EventView>(`/events/${encodeURIComponent(of)}`)),
    ]);
    return { list, opened };
  },
  view({ list, opened }, { parts: [eventId], query }) {
    const [q, before] = [query.get("q"), query.get("before")];
    return {
      tools: quiet(
        `${plural(list.events.length, "event")}${list.before ? ", and older ones" : ""}`,
      ),
      main: [
        before && h("p", { class: "pager" }, h("a", { href: to(["events"], { q }) }, "Newest")),
        list.events.length === 0 ? none(q) : listOf(list.events, { q, before }),
        list.before &&
          h(
            "p",
            { class: "pager" },
            h("a", { href: to(["events"], { q, before: list.before }) }, "Older"),
          ),
      ],
      aside: eventId
        ? {
            title: "Event",
            close: to(["events"], { q, before }),
            body: about(opened, eventId, view),
          }
        : undefined,
    };
  },
});

const none = (q: string | null): Child =>
  q
    ? empty(
        "No event fits",
        h("p", {}, "Types, tenants, aggregates, consumers and IDs are looked through."),
      )
    : empty(
        "No events yet",
        h(
          "p",
          {},
          "What the platform announces appears here as the bus takes it. Creating a tenant announces the first:",
        ),
        command(FOUND_A_TENANT),
      );

const listOf = (
  list: readonly EventRow[],
  query: { q: string | null; before: string | null },
): Child =>
  rows({
    kind: "events",
    label: "Events, newest first",
    heads: ["Time", "Type", "Tenant", "Aggregate", "Consumers"],
    items: list,
    open: location.pathname,
    row: ({ id: eventId, type, time: at, tenantId, aggregateId, consumers }) => ({
      key: `${eventId} ${at}`,
      href: to(["events", eventId], query),
      cells: [
        time(at),
        h("span", { dir: "auto", title: type }, type),
        h("code", { title: tenantId ?? "" }, tenantId ?? ""),
        h("code", { title: aggregateId ?? "", dir: "auto" }, aggregateId ?? ""),
        consumers.length
          ? h("span", { title: consumers.join(", ") }, consumers.join(", "))
          : quiet("none"),
      ],
    }),
  });

const view = ({ event, envelope, deliveries }: EventView): Child => [
  h("p", { class: "line" }, h("b", { dir: "auto" }, event.type)),
  facts([
    ["Taken at", time(event.time)],
    ["Event ID", id(event.id)],
    ["Tenant", event.tenantId && id(event.tenantId, to(["table", event.tenantId]))],
    ["Aggregate", event.aggregateId && id(event.aggregateId)],
    [
      "Correlation",
      event.correlationId && id(event.correlationId, to(["events"], { q: event.correlationId })),
    ],
    ["Bus", event.bus],
  ]),
  part(
    "Consumers",
    deliveries.length
      ? h(
          "ol",
          { class: "trace" },
          ...deliveries.map((one) => h("li", { key: one.queue }, deliveryLine(one))),
        )
      : h("p", { class: "quiet" }, "Nobody consumes this event."),
  ),
  part("Payload", jsonView(envelope.detail, "the payload")),
  part("Envelope", jsonView({ ...envelope, detail: "see above" }, "the envelope")),
];
