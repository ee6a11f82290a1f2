import { NavigationChanged } from "@faibric/core/site/site.events";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("site.onNavigationChanged", NavigationChanged, (event) =>
  announce(event, "The navigation of the site was changed."),
);
