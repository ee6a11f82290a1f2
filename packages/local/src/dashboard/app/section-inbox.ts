import type { MailList, MailView } from "../mail";
import { ask, change, type Detail, detail } from "./ask";
import { confirm } from "./dialog";
import { type Child, h } from "./dom";
import { bytes, plural } from "./format";
import { about, code, empty, facts, icon, id, mark, part, quiet, time } from "./pieces";
import { go, type Place, to, withQuery } from "./place";
import { rows } from "./rows";
import { section } from "./section";
import { act } from "./toast";

interface Data {
  readonly list: MailList;
  readonly opened: Detail<MailView> | undefined;
}

export const inbox = section<Data>({
  title: "Inbox",
  topics: ["mail"],
  search: "Filter by subject, address or text",
  async load({ parts: [mailId], query }) {
    const [list, opened] = await Promise.all([
      ask<MailList>("/inbox", { q: query.get("q"), before: query.get("before") }),
      detail(mailId, (of) => ask<MailView>(`/inbox/${encodeURIComponent(of)}`)),
    ]);
    return { list, opened };
  },
  view({ list, opened }, place) {
    const { parts, query } = place;
    const [mailId] = parts;
    const [q, before] = [query.get("q"), query.get("before")];
    return {
      tools:
        list.mails.length > 0 &&
        h("button", { type: "button", on: { click: () => void clear() } }, "Empty the inbox"),
      main: [
        before && h("p", { class: "pager" }, h("a", { href: to(["inbox"], { q }) }, "Newest")),
        list.mails.length === 0 ? none(q) : listOf(list, q, before),
        list.cursor &&
          h(
            "p",
            { class: "pager" },
            h("a", { href: to(["inbox"], { q, before: list.cursor }) }, "Older"),
          ),
      ],
      aside: mailId
        ? {
            title: "Mail",
            close: to(["inbox"], { q, before }),
            body: about(opened, mailId, (mail) => view(mail, place)),
          }
        : undefined,
    };
  },
});

const none = (q: string | null): Child =>
  q
    ? empty("No mail fits", h("p", {}, "Subjects, addresses and texts are looked through."))
    : empty(
        "No mail yet",
        h(
          "p",
          {},
          "Mail the platform sends through SES comes here instead of to people. Nothing leaves this laptop, so any address will do.",
        ),
      );

const listOf = ({ mails }: MailList, q: string | null, before: string | null): Child =>
  rows({
    kind: "mails",
    label: "Mails, newest first",
    heads: ["Time", "To", "Subject", ""],
    items: mails,
    open: location.pathname,
    row: ({
      id: mailId,
      time: at,
      to: addresses,
      cc,
      bcc,
      subject,
      attachments,
      failure,
      suppressed,
    }) => ({
      key: mailId,
      href: to(["inbox", mailId], { q, before }),
      cells: [
        time(at),
        h("span", { dir: "auto" }, [...addresses, ...cc, ...bcc].join(", ")),
        h("span", { dir: "auto" }, subject || quiet("no subject")),
        failure
          ? mark("bad", "not delivered")
          : suppressed.length
            ? mark("warn", "suppressed")
            : attachments > 0 && quiet(plural(attachments, "attachment")),
      ],
    }),
  });

const VIEWS = ["html", "text", "headers", "source"] as const;
type View = (typeof VIEWS)[number];

function view(mail: MailView, place: Place): Child {
  const there: readonly View[] = VIEWS.filter(
    (one) => one === "headers" || (one === "source" ? mail.raw : mail[one]),
  );
  const asked = place.query.get("view");
  const chosen = there.find((one) => one === asked) ?? there[0] ?? "headers";
  return [
    h("p", { class: "line" }, h("b", { dir: "auto" }, mail.subject || "no subject")),
    facts([
      ["From", h("span", { dir: "auto" }, mail.from)],
      ["To", addresses(mail.to)],
      ["Cc", addresses(mail.cc)],
      ["Bcc", addresses(mail.bcc)],
      ["Reply to", addresses(mail.replyTo)],
      ["Sent", time(mail.time)],
      ["Message ID", id(mail.id)],
      ["Not delivered", mail.failure && h("span", { class: "reason" }, mail.failure)],
      ["Suppressed", addresses(mail.suppressed)],
      ["Tags", mail.tags.map(({ name, value }) => `${name}=${value}`).join(", ")],
    ]),
    mail.attachments.length > 0 && part("Attachments", attachments(mail)),
    h(
      "nav",
      { class: "tabs", "aria-label": "Views of the mail" },
      ...there.map((one) =>
        h(
          "a",
          {
            key: one,
            href: withQuery(place, { view: one }),
            "aria-current": one === chosen ? "true" : undefined,
          },
          NAMES[one],
        ),
      ),
    ),
    body(mail, chosen),
  ];
}

const NAMES: Readonly<Record<View, string>> = {
  html: "HTML",
  text: "Text",
  headers: "Headers",
  source: "Source",
};

const addresses = (list: readonly string[]) =>
  list.length > 0 && h("span", { dir: "auto" }, list.join(", "));

const attachments = ({ id: mailId, attachments: list }: MailView): Child =>
  h(
    "ul",
    { class: "files" },
    ...list.map(({ fileName, contentType, size }, index) =>
      h(
        "li",
        { key: String(index) },
        h(
          "a",
          {
            href: `/_local/api/inbox/${encodeURIComponent(mailId)}/attachments/${index}`,
            download: fileName,
          },
          icon("down"),
          h("span", { dir: "auto" }, fileName),
        ),
        " ",
        quiet(`${contentType}, ${bytes(size)}`),
      ),
    ),
  );

function body(mail: MailView, chosen: View): Child {
  if (chosen === "html") {
    // Without scripts and of another origin than this page, whatever the mail holds.
    return h("iframe", {
      key: `html ${mail.id}`,
      class: "mail",
      title: "The mail",
      sandbox: "allow-popups allow-popups-to-escape-sandbox",
      src: `/_local/api/inbox/${encodeURIComponent(mail.id)}/html`,
    });
  }
  if (chosen === "text")
    return h(
      "pre",
      { key: "text", class: "mail-text", dir: "auto", tabindex: "0" },
      mail.text ?? "",
    );
  if (chosen === "source") return h("div", { key: "source" }, code(mail.raw ?? "", "the source"));
  return facts(
    mail.headers.map(({ name, value }) => [name, h("span", { dir: "auto" }, value)] as const),
  );
}

async function clear(): Promise<void> {
  const agreed = await confirm({
    title: "Empty the inbox?",
    text: "All mails are deleted. Templates, identities and settings stay.",
    agree: "Empty the inbox",
  });
  if (!agreed) return;
  await act(async () => {
    await change("/inbox/clear");
    go(to(["inbox"]));
    return "The inbox is empty";
  });
}
