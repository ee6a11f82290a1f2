import * as ExamplePages from "@faibric/core/site/example-pages";
import { SampleRequested } from "@faibric/core/tenant";
import { consumer } from "../platform/consumer";

export const handler = consumer("site.onSampleRequested", SampleRequested, ({ properties }) =>
  ExamplePages.add(properties),
);
