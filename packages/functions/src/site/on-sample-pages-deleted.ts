import { SamplePagesDeleted } from "@faibric/core/site/site.events";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("site.onSamplePagesDeleted", SamplePagesDeleted, (event) =>
  announce(event, `Sample pages were removed: ${event.properties.pageIds.length}.`, {
    count: String(event.properties.pageIds.length),
  }),
);
