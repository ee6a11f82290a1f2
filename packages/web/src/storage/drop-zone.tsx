"use client";
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useExplain } from "../ui/failure";
import { toast } from "../ui/toast";
import { chosen, dropped } from "./dropped";
import { useSend } from "./use-send";

/** What is dropped on the page, or pasted while nothing is written, is sent into the place at hand. */
export function DropZone({ enabled, children }: { enabled: boolean; children: ReactNode }) {
  const words = useTranslations("storage");
  const explain = useExplain();
  const send = useSend();
  const [isOver, over] = useState(false);
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  useEffect(() => {
    if (!enabled) return;
    const paste = (event: ClipboardEvent) => {
      const isWriting = (event.target as Element | null)?.closest?.(
        "input, textarea, [contenteditable]",
      );
      if (!isWriting) latest.current(chosen(event.clipboardData?.files ?? []));
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, [enabled]);
  const drag = (event: DragEvent, next: boolean) => {
    if (!enabled || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    over(next);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button does the same for who does not drag
    <div
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => event.currentTarget === event.target && drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        if (!enabled) return;
        dropped(event.dataTransfer.items).then(send, (error: unknown) =>
          toast(explain(error).text),
        );
      }}
      className={`grid content-start gap-5 rounded-xl ${isOver ? "outline-2 outline-accent outline-dashed outline-offset-8" : ""}`}
    >
      {isOver && (
        <p role="status" className="text-accent text-sm">
          {words("drop")}
        </p>
      )}
      {children}
    </div>
  );
}
