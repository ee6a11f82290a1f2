import { DomainRemoved } from "@faibric/core/site/site.events";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("site.onDomainRemoved", DomainRemoved, (event) =>
  announce(event, `The domain ${event.properties.domain} was removed.`, {
    domain: event.properties.domain,
  }),
);
