"use client";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { placeBelow } from "./place";

const WAIT_MS = 400;
const LEAVE_MS = 150;

export interface Tipped {
  readonly "aria-describedby": string | undefined;
  readonly onMouseEnter: () => void;
  readonly onMouseLeave: () => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

/**
 * A word about something, while it is pointed at or has the focus. It can be pointed at itself, and Escape hides
 * it. What somebody must know stands on the page. Source: WCAG 2.2, 1.4.13
 */
export function Tooltip(props: { text: string; children: (tipped: Tipped) => ReactNode }) {
  const { text, children } = props;
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [open, setOpen] = useState(false);
  const soon = (next: boolean, after: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(next), after);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!open) return;
    tip.current?.showPopover();
    placeBelow(anchor.current?.firstElementChild ?? null, tip.current, true);
    const pressed = ({ key }: KeyboardEvent) => key === "Escape" && setOpen(false);
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [open]);
  const stay = () => soon(true, 0);
  const leave = () => soon(false, LEAVE_MS);
  return (
    <span ref={anchor} className="contents">
      {children({
        "aria-describedby": open ? id : undefined,
        onMouseEnter: () => soon(true, WAIT_MS),
        onMouseLeave: leave,
        onFocus: stay,
        onBlur: leave,
      })}
      {open && (
        <span
          ref={tip}
          id={id}
          role="tooltip"
          popover="manual"
          onMouseEnter={stay}
          onMouseLeave={leave}
          className="fixed inset-auto m-0 max-w-64 text-pretty rounded-md bg-ink px-2.5 py-1.5 text-ground text-xs shadow-lg"
        >
          {text}
        </span>
      )}
    </span>
  );
}
