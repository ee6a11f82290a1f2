import { ProfileChanged } from "@faibric/core/site/site.events";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("site.onProfileChanged", ProfileChanged, (event) =>
  announce(event, `The profile was changed: ${event.properties.changed.join(", ")}.`, {
    parts: event.properties.changed.join(","),
  }),
);
