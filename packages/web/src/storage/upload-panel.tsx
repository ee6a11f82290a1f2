"use client";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button";
import { useExplain } from "../ui/failure";
import { WorkProgress } from "../ui/work/work-progress";
import { clearDone, uploads } from "./upload-store";
import { cancel, pause, retry } from "./uploads";

const SHOWN = 6;

/** What is on its way, first what did not work: how far it is, how fast, and what may be done about it. */
export function UploadPanel() {
  const words = useTranslations("storage");
  const explain = useExplain();
  const all = useSyncExternalStore(uploads.subscribe, uploads.all, uploads.none);
  if (all.length === 0) return null;
  // What is done is in the list of files.
  const rank = { failed: 0, running: 1, paused: 1, done: 2 };
  const left = all
    .filter(({ work }) => work.state !== "done")
    .toSorted((one, other) => rank[one.work.state] - rank[other.work.state]);
  const done = all.length - left.length;
  const failed = all.filter(({ work }) => work.state === "failed").length;
  return (
    <section aria-label={words("uploads")} className="grid gap-2">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <p role="status" className="text-sm">
          {words("progress", { done, total: all.length })}
          {failed > 0 && <span className="text-bad"> {words("failed", { count: failed })}</span>}
        </p>
        {done > 0 && (
          <Button look="quiet" size="small" onClick={clearDone}>
            {words("clear")}
          </Button>
        )}
      </header>
      {left.slice(0, SHOWN).map(({ key, name, isLarge, work: { error, ...work } }) => (
        <WorkProgress
          key={key}
          label={name}
          work={{ ...work, says: error === undefined ? undefined : explain(error).text }}
          {...(isLarge && { onPause: () => void pause(key), onResume: () => void pause(key) })}
          onCancel={() => void cancel(key)}
          onRetry={() => void retry(key)}
        />
      ))}
      {left.length > SHOWN && (
        <p className="text-quiet text-sm">{words("others", { count: left.length - SHOWN })}</p>
      )}
    </section>
  );
}
