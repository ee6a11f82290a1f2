import type { ReactNode } from "react";

const LOOKS = {
  bad: "bg-bad-ground text-bad",
  warn: "bg-warn-ground text-warn",
  good: "bg-good-ground text-good",
} as const;

/** What went wrong or well, or may go wrong, read out as it appears. */
export function Notice({ look, children }: { look: keyof typeof LOOKS; children: ReactNode }) {
  return (
    <div
      role={look === "bad" ? "alert" : "status"}
      className={`grid gap-1 rounded-lg px-4 py-3 text-sm ${LOOKS[look]}`}
    >
      {children}
    </div>
  );
}
