"use client";
import Link from "next/link";
import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { placeBelow } from "./place";

/** A button that opens a list of things to do, by the browser's own popover: it is above all, and Escape ends it. */
export function Menu(props: {
  label?: string;
  trigger: ReactNode;
  className: string;
  /** Stays open while several things are chosen. */
  stays?: boolean;
  children: ReactNode;
}) {
  const { label, trigger, className, stays = false, children } = props;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        popoverTarget={id}
        className={className}
      >
        {trigger}
      </button>
      <div
        ref={list}
        id={id}
        role="menu"
        tabIndex={-1}
        popover="auto"
        onToggle={({ newState }) => {
          if (newState !== "open") return;
          placeBelow(button.current, list.current);
          itemsOf(list.current)[0]?.focus();
        }}
        onKeyDown={moveFocus}
        onClick={() => stays || list.current?.hidePopover()}
        className="fixed inset-auto m-0 max-h-[80dvh] min-w-56 max-w-[calc(100vw-1rem)] overflow-auto rounded-xl border border-line bg-raised p-1 text-ink shadow-xl"
      >
        {children}
      </div>
    </>
  );
}

const itemsOf = (menu: HTMLElement | null) => [
  ...(menu?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? []),
];

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = itemsOf(event.currentTarget);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}

const ITEM =
  "flex min-h-9 w-full cursor-pointer items-center gap-2.5 rounded-lg px-3 text-start text-sm hover:bg-line/60 focus-visible:bg-line/60";

export function MenuLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link role="menuitem" tabIndex={-1} href={href} className={ITEM}>
      {children}
    </Link>
  );
}

export function MenuButton(props: {
  onClick: () => void;
  /** For one of several that can be chosen: of those that exclude each other, or of `many`. */
  checked?: boolean;
  many?: boolean;
  children: ReactNode;
}) {
  const { onClick, checked, many, children } = props;
  const choice = many ? "menuitemcheckbox" : "menuitemradio";
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: it is told only of those roles that have it
    <button
      type="button"
      role={checked === undefined ? "menuitem" : choice}
      aria-checked={checked}
      tabIndex={-1}
      onClick={onClick}
      className={ITEM}
    >
      {children}
      {checked && (
        <span aria-hidden className="ms-auto">
          ✓
        </span>
      )}
    </button>
  );
}

/** Some items that belong together. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a menu
    <div role="group" aria-labelledby={id} className="border-line py-1 not-last:border-b">
      <p id={id} className="px-3 py-1 text-quiet text-xs">
        {label}
      </p>
      {children}
    </div>
  );
}
