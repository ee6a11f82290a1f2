import { DomainAdded } from "@faibric/core/site/site.events";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("site.onDomainAdded", DomainAdded, (event) =>
  announce(event, `The domain ${event.properties.domain} was added.`, {
    domain: event.properties.domain,
  }),
);
