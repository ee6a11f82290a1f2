import type { PageStatus } from "./page.schema";

/** What happened to a page, in words for its tenant's activity. */
export function describePageChange(change: {
  readonly title: string;
  readonly from: PageStatus;
  readonly to: PageStatus;
}): string {
  const { title, from, to } = change;
  if (from === to) return `The page "${title}" was changed.`;
  return to === "published"
    ? `The page "${title}" was published.`
    : `The page "${title}" was taken back.`;
}
