import { TrialHappened } from "@faibric/core/testing/trial";
import { defineManifest } from "@faibric/functions/platform/manifest.schema";

/** A capability that only tests have: a consumer that fails in every way it is told to. */
export const manifest = defineManifest({
  capability: "trial",
  consumers: { onThingHappened: { event: TrialHappened, batchSize: 5 } },
  grants: { onThingHappened: ["table:write"] },
  timeouts: { onThingHappened: 3 },
});
