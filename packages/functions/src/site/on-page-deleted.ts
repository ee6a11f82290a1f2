import { PageDeleted } from "@faibric/core/site/site.events";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("site.onPageDeleted", PageDeleted, (event) =>
  announce(event, `The page "${event.properties.title}" was deleted.`, {
    title: event.properties.title,
  }),
);
