"use client";
import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";

/** Prose whose links to our own pages are followed without loading them anew: a key in use is forgotten by that. */
export function GuideProse({ html }: { html: string }) {
  const router = useRouter();
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element && event.target.closest("a");
    const otherwise = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
    if (!link || otherwise || link.origin !== window.location.origin) return;
    event.preventDefault();
    router.push(`${link.pathname}${link.search}${link.hash}`);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click of it
    // biome-ignore lint/a11y/noStaticElementInteractions: the links in it are what is clicked
    <div
      onClick={follow}
      className="prose max-w-prose"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: written by renderMarkdown, of nothing but what is allowed
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
