"use client";
import type { AuditEntry } from "@faibric/core/audit/audit.schema";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { useNames } from "./names";
import { useActionName } from "./use-action-name";

const LOOKS = {
  succeeded: "bg-good-ground text-good",
  denied: "bg-bad-ground text-bad",
  failed: "bg-bad-ground text-bad",
} as const;

/** The lines of the log; each opens what is known of it. */
export function AuditList(props: {
  entries: readonly AuditEntry[];
  open: (entry: AuditEntry) => void;
}) {
  const { entries, open } = props;
  const words = useTranslations("audit");
  const { date } = useFormat();
  const nameOf = useNames();
  const actionName = useActionName();
  return (
    <ol aria-label={words("title")} className="grid">
      {entries.map((entry) => (
        <li key={entry.sequence}>
          <button
            type="button"
            onClick={() => open(entry)}
            className="grid w-full cursor-pointer gap-x-4 gap-y-0.5 border-line border-b px-2 py-2 text-start text-sm hover:bg-line/30 sm:grid-cols-[1fr_6.5rem_14rem_10rem] sm:items-center"
          >
            <span className="grid">
              <span className="wrap-anywhere font-medium">{actionName(entry.action)}</span>
              <code className="wrap-anywhere text-quiet text-xs">{entry.action}</code>
            </span>
            <span>
              <span className={`rounded-md px-1.5 py-0.5 text-xs ${LOOKS[entry.outcome]}`}>
                {words("outcome", { outcome: entry.outcome })}
              </span>
            </span>
            <span className="truncate text-quiet">{nameOf(entry.actorId)}</span>
            <time dateTime={entry.at} className="text-quiet sm:text-end">
              {date(entry.at)}
            </time>
          </button>
        </li>
      ))}
    </ol>
  );
}
