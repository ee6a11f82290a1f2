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

export const LET_IN: Expected = { kind: "let in" };
export const refused = (status: number, code: string): Expected => ({
  kind: "refused",
  status,
  code,
});
export const UNAUTHENTICATED = refused(401, "platform.actor.unauthenticated");
export const TENANT_REFUSED = refused(403, "platform.tenant.refused");
export const FORBIDDEN = refused(403, "platform.actor.forbidden");
export const SUSPENDED = refused(403, "tenant.tenant.suspended");
export const NO_SECOND_FACTOR = refused(403, "auth.mfa.required");
export const NOT_PROVED = refused(403, "auth.step_up.required");

/** What the asker has of its own, by prefix. */
export const ownIds = ({ tenantId, people }: Tenancy) =>
  new Map<string, string[]>([
    ["tnt", [tenantId]],
    ["usr", [people.viewer]],
  ]);
