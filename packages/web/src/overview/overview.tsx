"use client";
import { Suspense } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { useHere } from "../frame/tenancy";
import { LinkButton } from "../ui/button";
import { lazySoon } from "../ui/lazy-soon";
import { Loaded } from "../ui/loaded";
import { EmptyState, PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { Timeline } from "../ui/timeline";
import { useCached } from "../ui/use-cached";
import { overview } from "./api";
import { useHappened } from "./happened";

// What it judges by belongs to other pages: it comes after what happened is there.
const NeedsYou = lazySoon(() => import("./needs-you"));
const DaysChart = lazySoon(() => import("./days-chart"));
const SHOWN = 50;

/** What happened in the business, newest first, and what to do next. */
export function Overview() {
  const words = useTranslations("overview");
  const { tenantId, name, root, may } = useHere();
  const { day } = useFormat();
  const happened = useHappened();
  const activity = useCached(`activity/${tenantId}`, () =>
    overview.listActivity({ params: { tenantId }, query: { limit: SHOWN } }),
  );
  return (
    <>
      <PageHeader
        title={name}
        lead={words("lead")}
        actions={
          may("tenant.manage") && (
            <LinkButton href={`${root}/members?invite=1`} look="quiet" size="small">
              {words("invite")}
            </LinkButton>
          )
        }
      />
      <Suspense fallback={<Skeleton rows={2} />}>
        <NeedsYou />
      </Suspense>
      <Loaded of={activity} waiting={<Skeleton rows={5} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={words("empty")} lead={words("emptyLead")} />
          ) : (
            <div className="grid gap-8">
              <Suspense fallback={<Skeleton rows={1} className="h-44" />}>
                <DaysChart />
              </Suspense>
              <Timeline
                label={words("happened")}
                groupOf={({ at }) => day(at)}
                items={items.map((activity) => ({
                  key: activity.activityId,
                  text: happened(activity),
                  at: activity.occurredAt,
                }))}
              />
            </div>
          )
        }
      </Loaded>
    </>
  );
}
