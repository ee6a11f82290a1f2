"use client";
import { useHydrated } from "../ui/use-hydrated";

/** The script by which a page of who is signed in asks for the session before anything else. In its HTML only. */
export function EarlySession({ script, nonce }: { script: string; nonce: string | undefined }) {
  if (useHydrated()) return null;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: it is ours, and the same in every page
  return <script nonce={nonce} dangerouslySetInnerHTML={{ __html: script }} />;
}
