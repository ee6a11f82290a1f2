import * as Mail from "@faibric/core/offboarding/mail";
import { ErasureRequested } from "@faibric/core/offboarding/offboarding.events";
import { consumer } from "../platform/consumer";
import { sendMail } from "../platform/mail";
import { startPipeline } from "../platform/pipeline";

/** Longer than any function runs: what began before the doors were closed has ended then. A test compares. */
const SETTLE_SECONDS = 150;

export const handler = consumer(
  "offboarding.onErasureRequested",
  ErasureRequested,
  async ({ properties }) => {
    const input = { ...properties, settleSeconds: SETTLE_SECONDS };
    await startPipeline("erasing", properties.erasureId, input);
    for (const mail of await Mail.announceErasure(properties.eraseAt)) await sendMail(mail);
  },
  { oneAtATime: true },
);
