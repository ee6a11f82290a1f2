import { describePageChange } from "@faibric/core/site/page-activity";
import { PageChanged } from "@faibric/core/site/site.events";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("site.onPageChanged", PageChanged, (event) =>
  announce(event, describePageChange(event.properties), {
    title: event.properties.title,
    from: event.properties.from,
    to: event.properties.to,
  }),
);
