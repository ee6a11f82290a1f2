import { InvitationCreated } from "@faibric/core/tenant";
import * as InvitationMail from "@faibric/core/tenant/invitation-mail";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";
import { sendMail } from "../platform/mail";

export const handler = consumer(
  "tenant.onInvitationCreated",
  InvitationCreated,
  async (event) => {
    const mail = await InvitationMail.compose(event.properties);
    if (mail) await sendMail(mail);
    await announce(event, `Somebody was invited in the role ${event.properties.role}.`, {
      role: event.properties.role,
    });
  },
  { oneAtATime: true },
);
