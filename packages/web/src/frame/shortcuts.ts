"use client";
import { useRouter } from "next/navigation";
import { use, useEffect, useRef } from "react";
import { ACCOUNT, OF_ACCOUNT, OF_BUSINESS, type Place } from "./navigation";
import { HereContext } from "./tenancy";

/** How long the letter may take after the `g`. */
const PATIENCE_MS = 1_500;
const OFF = "faibric.shortcuts";

/** Whether single letters are shortcuts in this browser. Who speaks to a computer, or slips, can do without. Source: WCAG 2.2, 2.1.4 */
export const areOn = (): boolean => window.localStorage.getItem(OFF) !== "off";

export function turn(on: boolean): void {
  if (on) window.localStorage.removeItem(OFF);
  else window.localStorage.setItem(OFF, "off");
}

/** A place that a letter after `g` leads to, and where it is. */
export interface Reached extends Place {
  readonly href: string;
}

/** All places that the reader can go to from here. */
export function useReached(): readonly Reached[] {
  const here = use(HereContext);
  const ofBusiness = here ? OF_BUSINESS.filter(({ needs }) => !needs || here.may(needs)) : [];
  return [
    ...ofBusiness.map((place) => ({ ...place, href: (here?.root ?? "") + place.path })),
    ...OF_ACCOUNT.map((place) => ({ ...place, href: ACCOUNT + place.path })),
  ];
}

/** Listens for shortcuts, but not while somebody types or answers a dialog. */
export function useShortcuts(act: { command: () => void; help: () => void }): void {
  const router = useRouter();
  const places = useReached();
  const latest = useRef({ act, places, go: router.push });
  useEffect(() => {
    latest.current = { act, places, go: router.push };
  });
  useEffect(() => {
    let begun = Number.NEGATIVE_INFINITY;
    const pressed = (event: KeyboardEvent) => {
      const { act, places, go } = latest.current;
      const isCommand = event.metaKey || event.ctrlKey;
      if (isCommand && event.key.toLowerCase() === "k") {
        event.preventDefault();
        return act.command();
      }
      if (isCommand || event.altKey || isTaken(event.target) || !areOn()) return;
      if (event.key === "?") act.help();
      const place = places.find(({ letter }) => letter === event.key);
      if (place && event.timeStamp - begun < PATIENCE_MS) {
        event.preventDefault();
        go(place.href);
      }
      begun = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}

/** Whether letters mean something else here: text, or the choice of a list. */
const isTaken = (target: EventTarget | null): boolean =>
  document.querySelector("dialog[open]") !== null ||
  (target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select, [role=listbox] *")));
