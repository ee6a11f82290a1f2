"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";

const SAID_MS = 2_000;

/** An ID, a key or an address, copied at a click. */
export function Copyable({ text, label }: { text: string; label: string }) {
  const words = useTranslations("ui");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  const Icon = copied ? Check : Copy;
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code className="min-w-0 break-all rounded-md bg-line/50 px-1.5 py-0.5 text-sm">{text}</code>
      <button
        type="button"
        aria-label={words("copy", { label })}
        onClick={copy}
        className="grid size-7 shrink-0 cursor-pointer place-items-center rounded-md text-quiet hover:bg-line/60 hover:text-ink"
      >
        <Icon aria-hidden className="size-4" />
      </button>
      <span role="status" className="sr-only">
        {copied && words("copied")}
      </span>
    </span>
  );
}
