import { SettingsChanged } from "@faibric/core/tenant";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("tenant.onSettingsChanged", SettingsChanged, (event) =>
  announce(event, `Settings were changed: ${Object.keys(event.properties.to).join(", ")}.`, {
    parts: Object.keys(event.properties.to).join(","),
  }),
);
