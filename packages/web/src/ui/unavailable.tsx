"use client";
import { ApiError, ConnectionError, TimeoutError } from "@faibric/sdk";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { Failure } from "./failure";
import { useAction } from "./use-action";

const PAUSE_MS = 4_000;

const mayPass = (error: unknown): boolean =>
  error instanceof ConnectionError ||
  error instanceof TimeoutError ||
  (error instanceof ApiError && (error.status >= 500 || error.status === 429));

/** Says why something cannot be shown. What may pass by itself is tried again by itself, and at a click. */
export function Unavailable(props: {
  error: unknown;
  retry: () => Promise<void>;
  /** What cannot be shown, where that is not all there is. */
  title?: string;
}) {
  const { error, retry, title } = props;
  const words = useTranslations("unavailable");
  const { run, busy } = useAction(retry);
  const waits = mayPass(error);
  const pause = Math.max(PAUSE_MS, 1_000 * ((error instanceof ApiError && error.retryAfter) || 0));
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => void retry(), pause);
    const online = () => void retry();
    window.addEventListener("online", online);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", online);
    };
  }, [waits, retry, pause]);
  return (
    <section className="grid max-w-md gap-4 py-4">
      <h2 className="font-semibold text-lg tracking-tight">{title ?? words("title")}</h2>
      <Failure error={error} />
      {waits && <p className="text-quiet text-sm">{words("waits")}</p>}
      <Button look="quiet" className="justify-self-start" busy={busy} onClick={run}>
        {words("retry")}
      </Button>
    </section>
  );
}
