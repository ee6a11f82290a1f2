"use client";
import { CopyButton } from "./copy-button";

/** An ID, a key or an address, copied at a click. */
export function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code className="min-w-0 break-all rounded-md bg-line/50 px-1.5 py-0.5 text-sm">{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  );
}
