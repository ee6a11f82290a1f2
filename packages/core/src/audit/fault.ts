import type { Verification } from "./audit.schema";
import type { FaultKind } from "./chain";

type Kind =
  | FaultKind
  | ("truncated" | "unsealed" | "headless" | "surplus")
  | ("unanchored" | "rolled-back" | "unexpected");

const DETAILS: Readonly<Record<Kind, string>> = {
  missing: "It is not where it belongs: it was removed, or moved.",
  reordered: "Another entry stands in its place.",
  altered: "What it says is not what was written.",
  unlinked: "It does not follow from the entry before: one of the two was written anew.",
  truncated: "The log ends before it; its sealed end says that it was there.",
  unsealed:
    "The end of the log was not sealed by the platform: the log may have been written anew.",
  headless: "There are entries, but the sealed end of the log is gone.",
  unanchored:
    "What is kept of the log's end apart from the table is gone, or was not sealed by the platform.",
  "rolled-back":
    "The log was put back to an earlier end: what is kept of its end apart from the table says that there was more, or another.",
  unexpected:
    "It is not what your receipt says: the log was put back, together with what is kept of its end.",
  surplus: "It stands behind the sealed end of the log: the platform did not append it.",
};

export type Fault = NonNullable<Verification["fault"]>;

/** What is wrong with a log, and from which place on. */
export const fault = (sequence: number, kind: Kind): Fault => ({
  sequence,
  kind,
  detail: DETAILS[kind],
});
