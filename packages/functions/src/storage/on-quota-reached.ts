import { QuotaReached } from "@faibric/core/storage/storage.events";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("storage.onQuotaReached", QuotaReached, (event) =>
  announce(event, `The files take ${event.properties.percent} percent of the room there is.`, {
    percent: String(event.properties.percent),
  }),
);
