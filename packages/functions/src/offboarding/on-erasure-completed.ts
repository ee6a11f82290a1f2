import * as Mail from "@faibric/core/offboarding/mail";
import { ErasureCompleted } from "@faibric/core/offboarding/offboarding.events";
import { consumer } from "../platform/consumer";
import { sendMail } from "../platform/mail";

export const handler = consumer(
  "offboarding.onErasureCompleted",
  ErasureCompleted,
  async ({ properties }) => {
    const mail = await Mail.confirmErasure(properties.tenant);
    if (mail) await sendMail(mail);
  },
  { oneAtATime: true },
);
