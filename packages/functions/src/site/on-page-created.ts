import { PageCreated } from "@faibric/core/site/site.events";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("site.onPageCreated", PageCreated, (event) =>
  announce(event, `The page "${event.properties.title}" was created.`, {
    title: event.properties.title,
  }),
);
