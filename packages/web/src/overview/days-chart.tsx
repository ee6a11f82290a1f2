"use client";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { useHere } from "../frame/tenancy";
import { LinkButton } from "../ui/button";
import { Bars } from "../ui/charts/bars";
import { addDays, writeDay } from "../ui/dates/calendar-days";
import { startOfDay } from "../ui/dates/days";
import { todayIn } from "../ui/dates/range";
import { Loaded } from "../ui/loaded";
import { EmptyState } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { useCached } from "../ui/use-cached";
import { overview } from "./api";
import { countByDay, DAYS } from "./per-day";

const PAGE = 100;
/** What is read at most: a thousand lines, some 35 read units. Who has more is told that there are more. */
const PAGES = 10;

/** How much happened in the business on each of the last thirty days, by its own clock. */
export default function DaysChart() {
  const words = useTranslations("overview.days");
  const { tenantId, root } = useHere();
  const { timeZone, locale, number } = useFormat();
  const today = todayIn(timeZone);
  const since = startOfDay(addDays(today, 1 - DAYS), timeZone);
  const lately = useCached(`activity/${tenantId}/${since}`, () => readSince(tenantId, since));
  const write = (day: string) => writeDay(day, locale, { day: "numeric", month: "short" });
  return (
    <Loaded of={lately} waiting={<Skeleton rows={1} className="h-44" />}>
      {({ instants, isWhole }) => {
        if (instants.length === 0) {
          const act = (
            <LinkButton href={`${root}/site`} look="quiet" size="small">
              {words("act")}
            </LinkButton>
          );
          return <EmptyState title={words("empty")} lead={words("emptyLead")} action={act} />;
        }
        const counts = countByDay(instants, today, timeZone);
        return (
          <Bars
            title={words("title")}
            lead={
              isWhole
                ? words("lead", { count: instants.length })
                : words("leadOfMore", { count: number(instants.length) })
            }
            pointTitle={words("day")}
            valueTitle={words("events")}
            points={counts.map(({ day, count }) => ({ key: day, label: write(day), value: count }))}
          />
        );
      }}
    </Loaded>
  );
}

type TenantId = ReturnType<typeof useHere>["tenantId"];

/** When something happened since an instant, newest first, as far as it is read. */
async function readSince(tenantId: TenantId, since: string) {
  const instants: string[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < PAGES && cursor !== null; page += 1) {
    const query = { limit: PAGE, ...(cursor ? { cursor } : {}) };
    const answer = await overview.listActivity({ params: { tenantId }, query });
    const within = answer.items.filter(({ occurredAt }) => occurredAt >= since);
    instants.push(...within.map(({ occurredAt }) => occurredAt));
    if (within.length < answer.items.length) return { instants, isWhole: true };
    cursor = answer.cursor;
  }
  return { instants, isWhole: cursor === null };
}
