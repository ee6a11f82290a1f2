import type { InboxPage, Mail } from "../ses/mail-rows";
import type { Live } from "./live";
import type { DashboardParts } from "./parts";
import { content, type Routes, Unanswerable } from "./routes";

export type MailList = InboxPage;
export type MailView = Mail;

const PAGE = 100;

export function mailRoutes({ ses }: DashboardParts, live: Live): Routes {
  const find = (id: string) => {
    const mail = ses.message(id);
    if (!mail) throw new Unanswerable("This mail is not in the inbox any more.");
    return mail;
  };
  return {
    "GET /inbox": ({ query }): MailList => {
      const [cursor, search] = [query.get("before"), query.get("q")];
      return ses.inbox({
        limit: PAGE,
        ...(cursor ? { cursor } : {}),
        ...(search ? { search } : {}),
      });
    },
    "GET /inbox/:id": ({ param }): MailView => find(param("id")),
    "GET /inbox/:id/html": ({ param, host }) =>
      content({
        // Links open in a new tab: inside of the frame there is nowhere to go.
        body: `<base target="_blank">${find(param("id")).html ?? ""}`,
        type: "text/html; charset=utf-8",
        // Styles of its own, and pictures of this laptop only: opening a mail tells nobody.
        policy: `style-src 'unsafe-inline'; img-src data: http://${host};`,
      }),
    "GET /inbox/:id/attachments/:index": ({ param }) => {
      const attachment = ses.attachment(param("id"), Number(param("index")));
      if (!attachment) throw new Unanswerable("This attachment is not in the inbox any more.");
      const { content: body, fileName } = attachment;
      return content({ body, type: "application/octet-stream", fileName });
    },
    "POST /inbox/clear": () => {
      ses.clear();
      live.tell("mail");
      return {};
    },
  };
}
