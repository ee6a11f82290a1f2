import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openStore } from "../wire/store";
import { openMails } from "./mail-rows";
import { startTestMail, type TestMail } from "./testing";

let mail: TestMail;
beforeAll(async () => {
  mail = await startTestMail();
});
afterAll(() => mail.close());
beforeEach(() => mail.ses.clear());

const send = (subject: string, text = "Text") =>
  mail.client.send(
    new SendEmailCommand({
      FromEmailAddress: "shop@example.org",
      Destination: { ToAddresses: ["ada@example.org"] },
      Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: text } } } },
    }),
  );

it("shows the newest mail first, page by page", async () => {
  for (const subject of ["one", "two", "three"]) await send(subject);
  const { mails, cursor } = mail.ses.inbox({ limit: 2 });
  const rest = mail.ses.inbox({ limit: 2, ...(cursor ? { cursor } : {}) });
  const subjects = [mails, rest.mails].map((page) => page.map(({ subject }) => subject));
  expect([subjects, rest.cursor]).toEqual([[["three", "two"], ["one"]], undefined]);
});

it("finds mail by a word in it, taking the search literally", async () => {
  await send("Invoice 100%", "for ÄPFEL");
  await send("Invoice 1000");
  const found = (search: string) =>
    mail.ses.inbox({ limit: 9, search }).mails.map((one) => one.subject);
  expect(found("invoice")).toEqual(["Invoice 1000", "Invoice 100%"]);
  expect(found("100%")).toEqual(["Invoice 100%"]);
  expect(found("äpfel")).toEqual(["Invoice 100%"]);
  expect(found("ADA@example")).toHaveLength(2);
});

it("tells a listener of each mail, once it is stored, until it stops listening", async () => {
  const heard: (string | undefined)[] = [];
  const stop = mail.ses.onMail(({ id, subject }) =>
    heard.push(subject, mail.ses.message(id)?.subject),
  );
  await send("one");
  stop();
  await send("two");
  expect(heard).toEqual(["one", "one"]);
});

it("keeps what was accepted when the process is killed, and nothing of a half-stored mail", () => {
  const folder = mkdtempSync(join(tmpdir(), "ses-"));
  const file = join(folder, "store.sqlite");
  const mails = openMails(openStore(file));
  mails.add({
    id: "kept",
    from: "a@example.org",
    to: ["b@example.org"],
    cc: [],
    bcc: [],
    replyTo: [],
    subject: "kept",
    headers: [],
    tags: [],
    suppressed: [],
    attachments: [{ fileName: "a.txt", contentType: "text/plain", content: Buffer.from("hello") }],
  });
  // another process begins a mail in a transaction and is killed before it ends
  const script = `
    const { DatabaseSync } = require("node:sqlite");
    const store = new DatabaseSync(${JSON.stringify(file)});
    store.exec("BEGIN IMMEDIATE; INSERT INTO ses_mails (id, time, mail, search) VALUES ('half', 0, '{}', '')");
    process.kill(process.pid, "SIGKILL");`;
  expect(() => execFileSync(process.execPath, ["-e", script], { stdio: "ignore" })).toThrow();
  const reopened = openMails(openStore(file));
  expect(reopened.page({ limit: 9 }).mails.map(({ id }) => id)).toEqual(["kept"]);
  expect(reopened.attachment("kept", 0)?.content.toString()).toBe("hello");
  rmSync(folder, { recursive: true, force: true });
});
