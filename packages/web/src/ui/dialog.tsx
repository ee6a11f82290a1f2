"use client";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";

const PLACES = {
  middle: "m-auto w-[calc(100%-2rem)] max-w-md rounded-xl",
  wide: "m-auto w-[calc(100%-2rem)] max-w-2xl rounded-xl",
  top: "mx-auto mt-[12vh] mb-auto w-[calc(100%-2rem)] max-w-xl rounded-xl",
  /** Drawers: at the end of the page, and at its start. */
  side: "my-0 me-0 ms-auto h-dvh max-h-dvh w-full max-w-xl",
  start: "my-0 ms-0 me-auto h-dvh max-h-dvh w-72 max-w-[85vw]",
} as const;

/**
 * Asks or tells something before the page goes on. The browser's own dialog: it keeps the focus inside, gives
 * it back, and nothing behind it can be reached. On the side it is a drawer.
 */
export function Dialog(props: {
  open: boolean;
  title: string;
  lead?: ReactNode;
  place?: keyof typeof PLACES;
  onClose: () => void;
  children: ReactNode;
}) {
  const { open, title, lead, place = "middle", onClose, children } = props;
  const words = useTranslations("ui");
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  // One that goes with its part of the page gives the focus back as well, which only closing does.
  useLayoutEffect(() => {
    const dialog = ref.current;
    return () => dialog?.close();
  }, []);
  useEffect(() => {
    if (open) ref.current?.showModal();
    else ref.current?.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it too, which the browser tells by onCancel
    <dialog
      ref={ref}
      aria-labelledby={`${id}-title`}
      aria-describedby={lead ? `${id}-lead` : undefined}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === ref.current && onClose()}
      className={`border-line bg-raised p-0 text-ink shadow-2xl backdrop:bg-black/45 sm:border ${PLACES[place]}`}
    >
      {open && (
        <div className="grid content-start gap-5 p-6">
          <header className="grid grid-cols-1 gap-1">
            <span className="flex items-start justify-between gap-3">
              <h2
                id={`${id}-title`}
                className="wrap-anywhere min-w-0 font-semibold text-lg tracking-tight"
              >
                {title}
              </h2>
              {place === "side" && (
                // On a phone it covers the page, so that there is no beside to press on.
                <Button
                  look="bare"
                  size="icon"
                  aria-label={words("close")}
                  className="-my-1 -me-2 shrink-0"
                  onClick={onClose}
                >
                  <X aria-hidden className="size-4" />
                </Button>
              )}
            </span>
            {lead && (
              <p id={`${id}-lead`} className="text-pretty text-quiet text-sm">
                {lead}
              </p>
            )}
          </header>
          {children}
        </div>
      )}
    </dialog>
  );
}
