import { type Contract, isPaged, isSafe, needsVersion } from "@faibric/core/platform/contract";
import type { UserId } from "@faibric/core/platform/id";
import fc from "fast-check";
import { arbitraryOf } from "./arbitrary";
import type { RawRequest } from "./raw-http";

// FUZZ_SEED=<number> repeats a run; every failure says which one it was.
export const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_000);

export interface Operation {
  readonly key: string;
  readonly contract: Contract;
}
/** Somebody with a tenant, and the IDs and cursors that answers have told them. */
export interface Caller {
  readonly userId: UserId;
  /** Of the person, who has just proved who they are: another one for each operation. */
  authorization: string;
  readonly tenantId: string;
  readonly appKey: string;
  /** Of a customer whose session nobody has ended: another one for each operation. */
  customerToken: string;
  readonly ids: Map<string, Set<string>>;
  readonly cursors: Map<string, string>;
}
const sampleOf = (schema: Contract["body"], count: number) =>
  fc.sample(arbitraryOf(schema), { numRuns: count, seed });

function headersOf({ access }: Contract, caller: Caller): Record<string, string> {
  if (access === "anyone") return {};
  if (access === "public") return { "x-app-key": caller.appKey };
  if (access === "customer") return { authorization: `Bearer ${caller.customerToken}` };
  const { authorization, tenantId } = caller;
  return { authorization, ...(access === "user" ? {} : { "x-tenant-id": tenantId }) };
}

export interface Parts {
  readonly params: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly body: unknown;
}

/** A request as the contract wants it, with parts of it made by the schemas or spoiled. */
export function requestFor(contract: Contract, caller: Caller, parts: Parts): RawRequest {
  const path = contract.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(parts.params[name] ?? "").toWellFormed()),
  );
  const query = new URLSearchParams(
    Object.entries(parts.query).map(([name, value]) => [name, String(value)]),
  ).toString();
  const headers = headersOf(contract, caller);
  const target = query ? `${path}?${query}` : path;
  if (isSafe(contract)) return { method: contract.method, target, headers };
  return {
    method: contract.method,
    target,
    headers: {
      ...headers,
      "content-type": "application/json",
      ...(needsVersion(contract) ? { "if-match": '"1"' } : {}),
    },
    body: JSON.stringify(parts.body),
  };
}

/** Good parts, about what is the caller's own where the path names an ID. */
export function goodParts({ contract }: Operation, caller: Caller, count: number): Parts[] {
  const [params, query, body] = [contract.params, contract.query, contract.body].map((schema) =>
    sampleOf(schema, count),
  );
  return Array.from({ length: count }, (_, index) => ({
    params: {
      ...(params?.[index] as object),
      ...Object.fromEntries(
        // Of what was all taken away again, the caller owns none: then it is an ID of the right form.
        namesIn(contract.path).flatMap((name) =>
          [...(caller.ids.get(name) ?? [])].slice(0, 1).map((id) => [name, id]),
        ),
      ),
    },
    query: { ...(query?.[index] as object), ...(isPaged(contract) ? { cursor: undefined } : {}) },
    body: body?.[index],
  })).map((parts) => ({ ...parts, query: withoutAbsent(parts.query) }));
}

export const namesIn = (path: string) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);

const withoutAbsent = (record: object) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
