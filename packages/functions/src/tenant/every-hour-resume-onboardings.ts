import { withActor } from "@faibric/core/platform/actor";
import * as Onboarding from "@faibric/core/tenant/onboarding";
import { startPipeline } from "../platform/pipeline";
import { schedule } from "../platform/schedule";

const PATIENCE_MS = 15 * 60_000;
const service = "tenant.everyHourResumeOnboardings";

/** Starts the onboarding again where it never began or died: the hour in its name makes it once an hour. */
export const handler = schedule(service, async (firedAt) => {
  const pending = await Onboarding.listPending(new Date(firedAt.getTime() - PATIENCE_MS));
  const hour = firedAt.toISOString().slice(0, 13);
  const starts = await Promise.allSettled(
    pending.map(({ tenantId, settings }) =>
      withActor({ type: "system", tenantId, service }, () =>
        startPipeline("onboarding", `${tenantId}-${hour}`, { settings }),
      ),
    ),
  );
  // One that cannot be started keeps no other waiting; the schedule fails with all of them.
  const failures = starts.flatMap((start) => (start.status === "rejected" ? [start.reason] : []));
  if (failures.length) throw new AggregateError(failures, `${failures.length} not started`);
});
