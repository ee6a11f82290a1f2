"use client";
import type { Permission } from "@faibric/core/platform/permission";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";

/** Something that a page offers by a button with `data-deed`, so that it can be done from anywhere. */
export interface Deed {
  readonly name: "makeApiKey" | "makeAppKey" | "verifyLog" | "takeAlong" | "addPasskey";
  /** Below the business, or below the account. */
  readonly path: string;
  readonly needs?: Permission;
}

export const DEEDS_OF_BUSINESS: readonly Deed[] = [
  { name: "makeApiKey", path: "/keys", needs: "keys.write" },
  { name: "makeAppKey", path: "/keys", needs: "keys.write" },
  { name: "verifyLog", path: "/audit", needs: "audit.read" },
  { name: "takeAlong", path: "/data", needs: "offboarding.manage" },
];
export const DEEDS_OF_ACCOUNT: readonly Deed[] = [{ name: "addPasskey", path: "/security" }];

const ASKED = "do";
/** How long a page may take to offer it. */
const PATIENCE_MS = 10_000;

/** Where a deed is done: at its page, which does it as it opens. */
export const deedAt = (path: string, { name }: Deed): string => `${path}?${ASKED}=${name}`;

/** Does what the address asks for once the page offers it, and takes it out of the address: it is done once. */
export function useDeeds(): void {
  const path = usePathname();
  const name = useSearchParams().get(ASKED);
  const done = useRef<string>(undefined);
  useEffect(() => {
    if (!name) done.current = undefined;
    if (!name || done.current === name) return;
    done.current = name;
    window.history.replaceState(null, "", path);
    const press = () => {
      const button = document.querySelector<HTMLElement>(`main [data-deed="${CSS.escape(name)}"]`);
      button?.click();
      return button !== null;
    };
    if (press()) return;
    const seen = new MutationObserver(() => press() && seen.disconnect());
    seen.observe(document.body, { childList: true, subtree: true });
    // Whoever has gone on by then, or may not do it, is not surprised by it later.
    setTimeout(() => seen.disconnect(), PATIENCE_MS);
  }, [path, name]);
}
