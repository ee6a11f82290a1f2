import { MailRequested } from "@faibric/core/auth";
import * as Mail from "@faibric/core/auth/mail";
import { consumer } from "../platform/consumer";
import { sendMail } from "../platform/mail";

export const handler = consumer("auth.onMailRequested", MailRequested, async ({ properties }) => {
  const mail = await Mail.compose(properties);
  if (!mail) return;
  await sendMail(mail);
  await Mail.settle();
});
