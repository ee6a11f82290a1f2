import * as SamplePages from "@faibric/core/site/sample-pages";
import { SampleRemoved } from "@faibric/core/tenant";
import { consumer } from "../platform/consumer";

export const handler = consumer("site.onSampleRemoved", SampleRemoved, () => SamplePages.remove());
