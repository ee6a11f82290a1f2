"use client";
import type { ExportWithAddress } from "@faibric/core/offboarding/offboarding.schema";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { useHere } from "../frame/tenancy";
import { orNull } from "../session/or-null";
import { ActionButton } from "../ui/action-button";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import { useCached } from "../ui/use-cached";
import { offboarding } from "./api";

// Each step is told live; should nobody tell, it is looked.
const LOOK_MS = 10_000;
const RUNS: readonly ExportWithAddress["status"][] = ["collecting", "packing"];

/** Everything of the business as one archive, made while one waits or does something else. */
export function TakeAlong() {
  const words = useTranslations("data");
  const { tenantId } = useHere();
  const params = { tenantId };
  const made = useCached(`export/${tenantId}`, () =>
    orNull(offboarding.readExport({ params }), "offboarding.export.not_found"),
  );
  const request = async () => made.set(await offboarding.requestExport({ params }));
  const runs = made.value ? RUNS.includes(made.value.status) : false;
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => void made.reload(), LOOK_MS);
    return () => clearInterval(timer);
  }, [runs, made.reload]);
  return (
    <Loaded of={made} waiting={<Skeleton rows={1} />}>
      {(found) => (
        <>
          {found && <State of={found} />}
          <ActionButton deed="takeAlong" act={request} busy={runs}>
            {words(found ? "exportAgain" : "exportNow")}
          </ActionButton>
        </>
      )}
    </Loaded>
  );
}

function State({ of }: { of: ExportWithAddress }) {
  const words = useTranslations("data");
  const { date, bytes, number } = useFormat();
  const { status, items, files, expiresAt, download, requestedAt } = of;
  if (status === "failed") return <Notice look="bad">{words("exportFailed")}</Notice>;
  if (status === "expired") return <p className="text-quiet">{words("exportExpired")}</p>;
  if (status !== "ready") {
    return (
      <div role="status" className="grid gap-2">
        <p>{words("exportRuns", { items: number(items), files: number(files) })}</p>
        <progress aria-label={words("export")} className="h-1.5 w-full max-w-md accent-accent" />
      </div>
    );
  }
  return (
    <div className="grid gap-2">
      <p>
        {words("exportReady", {
          at: date(requestedAt),
          items: number(items),
          files: number(files),
          size: bytes(of.bytes ?? 0),
        })}
      </p>
      {download && (
        <p>
          <a
            href={download.url}
            className="font-medium text-accent underline underline-offset-4"
            rel="noreferrer"
          >
            {words("download")}
          </a>
        </p>
      )}
      {expiresAt && (
        <p className="text-quiet text-sm">{words("exportUntil", { at: date(expiresAt) })}</p>
      )}
    </div>
  );
}
