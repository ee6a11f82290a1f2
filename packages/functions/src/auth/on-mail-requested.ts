import { MailRequested } from "@faibric/core/auth";
import * as Mail from "@faibric/core/auth/mail";
import { consumer } from "../platform/consumer";
import { sendMail } from "../platform/mail";
import { senderTo } from "../platform/sender";

export const handler = consumer(
  "auth.onMailRequested",
  MailRequested,
  async (event) => {
    const mail = await Mail.compose(event.properties, await senderTo(event.tenantId));
    if (mail) await sendMail(mail);
  },
  { oneAtATime: true },
);
