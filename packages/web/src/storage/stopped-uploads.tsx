"use client";
import type { OpenUpload } from "@faibric/core/storage/multipart.schema";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { useHere } from "../frame/tenancy";
import { Button } from "../ui/button";
import { useExplain } from "../ui/failure";
import { toast } from "../ui/toast";
import { reloadShown, useCached } from "../ui/use-cached";
import { useStorage } from "./api";
import { uploads } from "./upload-store";

/** Large files that stopped on their way, as when the page was left: chosen again, they go on where they were. */
export function StoppedUploads() {
  const words = useTranslations("storage");
  const { bytes, date } = useFormat();
  const { tenantId, may } = useHere();
  const storage = useStorage();
  const explain = useExplain();
  const onTheirWay = useSyncExternalStore(uploads.subscribe, uploads.all, uploads.none);
  const { value } = useCached<readonly OpenUpload[]>(`uploads/${tenantId}`, async () => {
    if (!may("storage.write")) return [];
    const { items } = await storage.listUploads({ query: { limit: 100 } });
    return items.filter(({ isMultipart }) => isMultipart);
  });
  const isHere = ({ name }: OpenUpload) =>
    onTheirWay.some((one) => one.name.normalize("NFC") === name && one.work.state !== "done");
  const stopped = value?.filter((one) => !isHere(one)) ?? [];
  if (stopped.length === 0) return null;

  const giveUp = async ({ fileId }: OpenUpload) => {
    try {
      await storage.abandonUpload({ params: { fileId } });
      await reloadShown();
    } catch (error) {
      toast(explain(error).text);
    }
  };
  return (
    <section aria-label={words("stopped")} className="grid gap-2">
      <p className="text-sm">{words("stoppedLead")}</p>
      <ul className="grid gap-2">
        {stopped.map((one) => (
          <li
            key={one.fileId}
            className="flex flex-wrap items-center justify-between gap-2 rounded-lg border border-line bg-raised px-4 py-2 text-sm"
          >
            <span className="grid min-w-0">
              <span className="truncate font-medium" dir="auto">
                {one.name}
              </span>
              <span className="text-quiet text-xs">
                {words("stoppedUntil", { size: bytes(one.size), until: date(one.expiresAt) })}
              </span>
            </span>
            <Button look="quiet" size="small" onClick={() => void giveUp(one)}>
              {words("giveUp")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
