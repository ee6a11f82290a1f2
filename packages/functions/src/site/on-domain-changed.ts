import { DomainChanged } from "@faibric/core/site/site.events";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("site.onDomainChanged", DomainChanged, (event) =>
  announce(event, `The domain ${event.properties.domain} is ${event.properties.to}.`, {
    domain: event.properties.domain,
    state: event.properties.to,
  }),
);
