"use client";
import { Check, Copy, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { useCopy } from "./use-copy";

const ICONS = { copied: Check, notCopied: X } as const;

/** Copies something at a click, and says so. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const words = useTranslations("ui");
  const { copy, outcome } = useCopy();
  const Icon = outcome ? ICONS[outcome] : Copy;
  return (
    <>
      <button
        type="button"
        aria-label={words("copy", { label })}
        title={words("copy", { label })}
        onClick={() => copy(text)}
        className="grid size-7 shrink-0 cursor-pointer place-items-center rounded-md text-quiet hover:bg-line/60 hover:text-ink"
      >
        <Icon aria-hidden className="size-4" />
      </button>
      <span role="status" className="sr-only">
        {outcome && words(outcome)}
      </span>
    </>
  );
}
