import type { Contract } from "@faibric/core/platform/contract";
import type { Tenancy } from "./matrix-tenancy";
import type { RawRequest } from "./raw-http";

/** What the contract says of a case. `like`: whatever another request is answered, and no word more. */
export type Expected =
  | { readonly kind: "let in" }
  | { readonly kind: "refused"; readonly status: number; readonly code: string }
  | { readonly kind: "like"; readonly other: RawRequest };

export interface Case {
  readonly what: string;
  readonly request: RawRequest;
  readonly expected: Expected;
}

/** The attacked: its IDs by prefix, and the cursors its own lists gave it, by operation. */
export interface Victim extends Tenancy {
  readonly customerToken: string;
  readonly ids: ReadonlyMap<string, readonly string[]>;
  readonly cursors: ReadonlyMap<string, string>;
}

export interface Operation {
  readonly key: string;
  readonly contract: Contract;
}
