import type { ReactNode } from "react";

/** What a sentence is about, such as an address, which may be long. For the `<b>` of a word with marks. */
export const strong = (chunks: ReactNode) => (
  <strong className="break-all text-ink">{chunks}</strong>
);
