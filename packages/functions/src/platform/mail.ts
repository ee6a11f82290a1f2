import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { env } from "@faibric/core/platform/env";

let client: SESv2Client | undefined;

/** Sends a mail from the platform itself, as text and as HTML. */
export async function sendMail(mail: {
  to: string;
  subject: string;
  text: string;
  html: string;
}): Promise<void> {
  client ??= new SESv2Client({});
  const { to, subject, text, html } = mail;
  const part = (Data: string) => ({ Data, Charset: "UTF-8" });
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: env("MAIL_FROM"),
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: { Subject: part(subject), Body: { Text: part(text), Html: part(html) } },
      },
    }),
  );
}
