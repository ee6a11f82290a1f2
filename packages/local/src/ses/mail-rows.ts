import type { Store } from "../wire/store";
import type { MailHeader } from "./mime-header";

export interface Attachment {
  readonly fileName: string;
  readonly contentType: string;
  /** In bytes. */
  readonly size: number;
}

export interface MailTag {
  readonly name: string;
  readonly value: string;
}

export interface Mail {
  /** The MessageId the sender was answered. */
  readonly id: string;
  /** When it was accepted, UTC ISO 8601. */
  readonly time: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
  readonly headers: readonly MailHeader[];
  readonly attachments: readonly Attachment[];
  readonly tags: readonly MailTag[];
  readonly configurationSet?: string;
  /** Recipients on the suppression list: SES accepts the mail and does not deliver it to them. */
  readonly suppressed: readonly string[];
  /** Why the template could not be rendered: SES accepts such a mail and delivers it to nobody. */
  readonly failure?: string;
  /** The message as it was sent, where it was sent as MIME. */
  readonly raw?: string;
}

export type MailSummary = Pick<
  Mail,
  "bcc" | "cc" | "failure" | "from" | "id" | "subject" | "suppressed" | "tags" | "time" | "to"
> & { readonly attachments: number };

export interface AttachmentContent extends Attachment {
  readonly content: Buffer;
}

export type NewMail = Omit<Mail, "attachments" | "raw" | "time"> & {
  readonly raw?: Buffer;
  readonly attachments: readonly Omit<AttachmentContent, "size">[];
};

export interface InboxPage {
  readonly mails: readonly MailSummary[];
  /** Where the next, older page begins; none on the last. */
  readonly cursor?: string;
}

export interface Mails {
  /** Within a transaction. */
  add(mail: NewMail): void;
  get(id: string): Mail | undefined;
  attachment(id: string, index: number): AttachmentContent | undefined;
  page(asked: {
    limit: number;
    cursor?: string | undefined;
    search?: string | undefined;
  }): InboxPage;
  /** How many were accepted since an instant, in milliseconds since 1970. */
  countSince(time: number): number;
  clear(): void;
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS ses_mails (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, time INTEGER NOT NULL,
    mail TEXT NOT NULL, raw BLOB, search TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS ses_attachments (
    mail TEXT NOT NULL, position INTEGER NOT NULL, file_name TEXT NOT NULL, content_type TEXT NOT NULL,
    content BLOB NOT NULL, PRIMARY KEY (mail, position))`;

export function openMails(store: Store): Mails {
  store.exec(TABLES);
  const insert = store.prepare(
    "INSERT INTO ses_mails (id, time, mail, raw, search) VALUES (?, ?, ?, ?, ?)",
  );
  const insertAttachment = store.prepare("INSERT INTO ses_attachments VALUES (?, ?, ?, ?, ?)");
  const select = store.prepare("SELECT mail, raw FROM ses_mails WHERE id = ?");
  const selectAttachment = store.prepare(
    "SELECT * FROM ses_attachments WHERE mail = ? AND position = ?",
  );
  const page = store.prepare(
    `SELECT seq, mail FROM ses_mails WHERE seq < ? AND search LIKE ? ESCAPE '\\' ORDER BY seq DESC LIMIT ?`,
  );
  const count = store.prepare("SELECT count(*) AS mails FROM ses_mails WHERE time >= ?");
  return {
    add({ raw, attachments, ...mail }) {
      const time = Date.now();
      const listed = attachments.map(({ fileName, contentType, content }) => ({
        fileName,
        contentType,
        size: content.length,
      }));
      const stored = { ...mail, time: new Date(time).toISOString(), attachments: listed };
      insert.run(mail.id, time, JSON.stringify(stored), raw ?? null, searchText(mail));
      for (const [position, { fileName, contentType, content }] of attachments.entries()) {
        insertAttachment.run(mail.id, position, fileName, contentType, content);
      }
    },
    get(id) {
      const row = select.get(id);
      if (!row) return undefined;
      const mail = JSON.parse(String(row.mail)) as Mail;
      const { raw } = row;
      return raw instanceof Uint8Array ? { ...mail, raw: Buffer.from(raw).toString("utf8") } : mail;
    },
    attachment(id, index) {
      const row = selectAttachment.get(id, index);
      if (!row || !(row.content instanceof Uint8Array)) return undefined;
      const content = Buffer.from(row.content);
      const { file_name, content_type } = row;
      return {
        fileName: String(file_name),
        contentType: String(content_type),
        size: content.length,
        content,
      };
    },
    page({ limit, cursor, search = "" }) {
      const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor);
      const like = `%${search.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
      const rows = page.all(before, like, limit + 1);
      const shown = rows.slice(0, limit);
      const mails = shown.map(({ mail }) => summary(JSON.parse(String(mail)) as Mail));
      return rows.length > limit ? { mails, cursor: String(shown.at(-1)?.seq) } : { mails };
    },
    countSince: (time) => Number(count.get(time)?.mails ?? 0),
    clear: () => store.exec("DELETE FROM ses_attachments; DELETE FROM ses_mails"),
  };
}

const searchText = ({
  subject,
  from,
  to,
  cc,
  bcc,
  text = "",
  html = "",
}: Omit<NewMail, "attachments">) =>
  [subject, from, ...to, ...cc, ...bcc, text || html.replace(/<[^>]*>/g, " ")]
    .join("\n")
    .toLowerCase();

const summary = ({ html, text, headers, replyTo, attachments, ...mail }: Mail): MailSummary => ({
  ...mail,
  attachments: attachments.length,
});
