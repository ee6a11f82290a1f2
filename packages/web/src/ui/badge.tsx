import type { ReactNode } from "react";

const LOOKS = {
  plain: "bg-line/60 text-ink",
  good: "bg-good-ground text-good",
  warn: "bg-warn-ground text-warn",
  bad: "bg-bad-ground text-bad",
  accent: "bg-accent-ground text-accent",
} as const;
export type BadgeLook = keyof typeof LOOKS;

/** How something stands, in a word or two. The colour says nothing that the word does not. */
export function Badge(props: { look?: BadgeLook; dot?: boolean; children: ReactNode }) {
  const { look = "plain", dot = false, children } = props;
  return (
    <span
      dir="auto"
      className={`inline-flex max-w-full items-center gap-1.5 rounded-md px-1.5 py-0.5 font-medium text-xs ${LOOKS[look]}`}
    >
      {dot && <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-current" />}
      <span className="truncate">{children}</span>
    </span>
  );
}
