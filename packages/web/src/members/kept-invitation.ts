"use client";
import * as z from "zod";

// Whoever is invited may have to sign up first, and comes back in the tab that the mail about that opens.
const KEPT = "invitation";
const GOOD_MS = 24 * 60 * 60_000;

const Kept = z.object({ token: z.string(), until: z.number() });

/** Remembers the token of an invitation for a day, for whoever has to sign in or up before they can use it. */
export function keepInvitation(token: string): void {
  window.localStorage.setItem(KEPT, JSON.stringify({ token, until: Date.now() + GOOD_MS }));
}

/** The token that was kept, or "". */
export function keptInvitation(): string {
  try {
    const kept = Kept.parse(JSON.parse(window.localStorage.getItem(KEPT) ?? ""));
    return kept.until > Date.now() ? kept.token : "";
  } catch {
    return ""; // nothing is kept, or nothing of ours
  }
}

export const forgetInvitation = (): void => window.localStorage.removeItem(KEPT);
