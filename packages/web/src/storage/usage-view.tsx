"use client";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { ProgressBar } from "../ui/work/progress-bar";
import { useFolders, useUsage } from "./use-files";

const LARGEST = 8;

interface Taker {
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
}

/** What takes how much: by kind, and by folder. */
export default function UsageView() {
  const words = useTranslations("storage");
  const { bytes } = useFormat();
  const { value: usage } = useUsage();
  const { value: folders = [] } = useFolders();
  if (!usage) return null;
  const used = Math.max(1, usage.usedBytes);
  const kinds = usage.byKind
    .filter((one) => one.bytes > 0)
    .map((one) => ({ key: one.kind, name: words(`kind.${one.kind}`), bytes: one.bytes }));
  const trash = { key: "trash", name: words("trash"), bytes: usage.trashedBytes };
  const byFolder = folders
    .filter((one) => one.bytes > 0)
    .map((one) => ({ key: one.folderId, name: one.name, bytes: one.bytes }))
    .toSorted((one, other) => other.bytes - one.bytes)
    .slice(0, LARGEST);
  const group = (title: string, rows: readonly Taker[]) =>
    rows.length > 0 && (
      <section className="grid gap-2">
        <h3 className="font-medium text-sm">{title}</h3>
        <ul className="grid gap-2 text-sm">
          {rows.map((row) => (
            <li key={row.key} className="grid gap-1">
              <span className="flex justify-between gap-3">
                <span className="min-w-0 truncate" dir="auto">
                  {row.name}
                </span>
                <span className="shrink-0 text-quiet tabular-nums">{bytes(row.bytes)}</span>
              </span>
              <ProgressBar label={row.name} value={row.bytes / used} says={bytes(row.bytes)} />
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <div className="grid gap-5">
      <p className="text-quiet text-sm">
        {words("count", { count: usage.files })} ·{" "}
        {words("used", { used: bytes(usage.usedBytes), quota: bytes(usage.quotaBytes) })}
      </p>
      {group(words("byKind"), kinds)}
      {group(words("byFolder"), [...byFolder, ...(trash.bytes ? [trash] : [])])}
    </div>
  );
}
