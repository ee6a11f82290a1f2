import type { EngineKind } from "./engine";

export interface Difference {
  /** The engine that does not do what is documented. */
  readonly engine: EngineKind | "both";
  /** What it does instead, which the product must not rely on. */
  readonly instead: string;
}

/**
 * Where an engine does otherwise than DynamoDB documents, by the id of the conformance case. The suite
 * fails on a difference that is missing here, and on one listed here that is gone.
 */
export const DIFFERENCES: Readonly<Record<string, Difference>> = {
  "stream-no-change": {
    engine: "dynoxide",
    instead:
      "Records a MODIFY with equal images. The stream poller drops those, so handlers never see them.",
  },
  "transact-get-projection": {
    engine: "dynoxide",
    instead: "Returns the key beside the projected attributes.",
  },
  "update-list-index": {
    engine: "dynoxide",
    instead: "Fills the gap before an index past the end with NULLs instead of appending.",
  },
  "ttl-twice": {
    engine: "dynoxide",
    instead: "Accepts to turn on what is on.",
  },
  "transact-same-item": {
    engine: "dynamodb-local",
    instead: "Judges a condition check first and cancels; refuses the rest as documented.",
  },
  "transact-validation-reason": {
    engine: "dynamodb-local",
    instead: "Refuses the call with a ValidationException instead of cancelling with that reason.",
  },
  "update-arithmetic": {
    engine: "dynamodb-local",
    instead: "Writes a zero that came of fractions as 0.0.",
  },
};
