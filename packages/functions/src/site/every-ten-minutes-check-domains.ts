import { withActor } from "@faibric/core/platform/actor";
import * as DomainCheck from "@faibric/core/site/domain-check";
import { schedule } from "../platform/schedule";

const service = "site.everyTenMinutesCheckDomains";
const AT_ONCE = 8;
// What is left at the end of it comes in the next round.
const BUDGET_MS = 90_000;

/** Looks up each domain whose time has come, for its tenant. */
export const handler = schedule(service, async (firedAt) => {
  const until = Date.now() + BUDGET_MS;
  const due = [...(await DomainCheck.listDue(firedAt))];
  const failures: unknown[] = [];
  while (due.length && Date.now() < until) {
    const looks = await Promise.allSettled(
      due
        .splice(0, AT_ONCE)
        .map(({ tenantId, domain }) =>
          withActor({ type: "system", tenantId, service }, () =>
            DomainCheck.check({ tenantId, domain }),
          ),
        ),
    );
    failures.push(...looks.flatMap((look) => (look.status === "rejected" ? [look.reason] : [])));
  }
  // One that cannot be looked up keeps no other waiting; the schedule fails with all of them.
  if (failures.length) throw new AggregateError(failures, `${failures.length} not looked up`);
});
