"use client";
import { X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { Failure } from "./failure";

interface Toast {
  readonly key: number;
  readonly text: string;
  /** Takes back what was done. */
  readonly undo?: (() => Promise<void>) | undefined;
  /** Why it was not done. */
  readonly error?: unknown;
}

const SHOWN_MS = 8_000;
const MOST = 3;
const NONE: readonly Toast[] = [];

let toasts: readonly Toast[] = NONE;
let count = 0;
const listeners = new Set<() => void>();

/** Says in passing that something was done, and offers to take it back where that is possible. */
export function toast(text: string, undo?: () => Promise<void>): void {
  become([...toasts, { key: ++count, text, undo }].slice(-MOST));
}

/** Says that something was not done, and why: for what has no place of its own to say it at. */
export function toastFailure(text: string, error: unknown): void {
  become([...toasts, { key: ++count, text, error }].slice(-MOST));
}

function become(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts() {
  const words = useTranslations("ui");
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => NONE,
  );
  return (
    <section
      aria-label={words("news")}
      className="pointer-events-none fixed inset-x-4 bottom-4 z-30 grid justify-items-center gap-2 sm:start-auto sm:w-96"
    >
      <div role="status" className="contents">
        {shown.map((item) => (
          <Shown key={item.key} item={item} />
        ))}
      </div>
    </section>
  );
}

function Shown({ item }: { item: Toast }) {
  const words = useTranslations("ui");
  const [held, hold] = useState(false);
  const { key, text, undo, error } = item;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => forget(key), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, key]);
  const takeBack = async () => {
    forget(key);
    try {
      await undo?.();
      toast(words("undone"));
    } catch (failure) {
      toastFailure(words("notUndone"), failure);
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it stays while somebody reads or reaches it
    <div
      onMouseEnter={() => hold(true)}
      onMouseLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
      className="pointer-events-auto flex w-full items-center gap-3 rounded-lg border border-line bg-raised py-2 ps-4 pe-2 text-sm shadow-lg"
    >
      <div className="grid min-w-0 flex-1 gap-1 wrap-anywhere">
        <p>{text}</p>
        {error !== undefined && <Failure error={error} />}
      </div>
      {undo && (
        <Button look="quiet" size="small" onClick={takeBack}>
          {words("undo")}
        </Button>
      )}
      <Button look="bare" size="icon" aria-label={words("dismiss")} onClick={() => forget(key)}>
        <X aria-hidden className="size-4" />
      </Button>
    </div>
  );
}

const forget = (key: number) => become(toasts.filter((other) => other.key !== key));
