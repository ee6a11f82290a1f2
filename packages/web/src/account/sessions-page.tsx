"use client";
import type { Session } from "@faibric/core/auth/auth.schema";
import { useLocale, useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { Confirm } from "../ui/confirm";
import { Loaded } from "../ui/loaded";
import { PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";
import { useCached } from "../ui/use-cached";
import { account } from "./api";

/** Where the reader is signed in. */
export function SessionsPage() {
  const words = useTranslations("sessions");
  const list = useCached("sessions", async () => (await account.listSessions()).items);
  const others = (list.value ?? []).filter(({ current }) => !current);
  const endOthers = async () => {
    await account.revokeOtherSessions();
    await list.reload();
    toast(words("othersEnded"));
  };
  return (
    <>
      <PageHeader
        title={words("title")}
        lead={words("lead")}
        actions={
          others.length > 0 && (
            <Confirm
              label={words("endOthers")}
              title={words("endOthersTitle")}
              lead={words("endOthersLead")}
              act={endOthers}
            />
          )
        }
      />
      <Loaded of={list} waiting={<Skeleton rows={3} />}>
        {(sessions) => (
          <ul aria-label={words("title")} className="grid">
            {sessions.map((session) => (
              <SessionItem
                key={session.sessionId}
                session={session}
                end={async () => {
                  const { sessionId } = session;
                  await account.revokeSession({ params: { sessionId } });
                  list.set(sessions.filter((other) => other.sessionId !== sessionId));
                }}
              />
            ))}
          </ul>
        )}
      </Loaded>
      <p className="mt-4 text-quiet text-sm">
        {words.rich("approximate", {
          // Whose data it is has to be said where it is shown: CC BY 4.0.
          link: (name) => (
            <a href="https://db-ip.com" className="underline" rel="noreferrer">
              {name}
            </a>
          ),
        })}
      </p>
    </>
  );
}

function SessionItem({ session, end }: { session: Session; end: () => Promise<void> }) {
  const words = useTranslations("sessions");
  const { ago, date } = useFormat();
  const { device, address, createdAt, lastUsedAt, current } = session;
  const place = usePlaceName(session.place);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-line border-b py-3">
      <span className="grid min-w-0">
        <span className="font-medium">
          {device}
          {current && <span className="text-good"> · {words("this")}</span>}
        </span>
        <span className="wrap-anywhere text-quiet text-sm">
          {words("facts", { place, address, at: date(createdAt), ago: ago(lastUsedAt) })}
        </span>
      </span>
      {!current && (
        <Confirm
          label={words("end")}
          about={device}
          title={words("endTitle", { device })}
          lead={words("endLead")}
          act={end}
        />
      )}
    </li>
  );
}

/** What a place is called, in the reader's language. */
function usePlaceName({ kind, country }: Session["place"]): string {
  const words = useTranslations("sessions");
  const countries = new Intl.DisplayNames(useLocale(), { type: "region" });
  if (country) return countries.of(country) ?? country;
  return words(kind === "local" ? "local" : "nowhere");
}
