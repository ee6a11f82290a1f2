import { SampleRemoved } from "@faibric/core/tenant";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("tenant.onSampleRemoved", SampleRemoved, (event) =>
  announce(event, "The examples were removed."),
);
