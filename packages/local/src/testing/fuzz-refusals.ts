import {
  type Contract,
  isPaged,
  isSafe,
  needsVersion,
  permissionOf,
  takesIdempotencyKey,
} from "@faibric/core/platform/contract";
import {
  type Caller,
  goodParts,
  namesIn,
  type Operation,
  type Parts,
  requestFor,
} from "./fuzz-requests";
import type { RawRequest } from "./raw-http";
import { spoil } from "./spoil";

const LAMBDA_LIMIT_BYTES = 6 * 1024 * 1024;
const UNKNOWN_TENANT = `tnt_${"0".repeat(26)}`;

export interface Callers {
  readonly mine: Caller;
  readonly theirs: Caller;
}

export interface Refused {
  readonly what: string;
  readonly request: RawRequest;
  readonly statuses: readonly number[];
  /** The place that an issue must name, its own or one above it. */
  readonly place?: readonly PropertyKey[];
}

/** Every way in which this operation must refuse. */
export function refusedBy(operation: Operation, callers: Callers): Refused[] {
  const several = goodParts(operation, callers.mine, 3);
  const [good] = several;
  if (!good) return [];
  const base = requestFor(operation.contract, callers.mine, good);
  return [
    ...several.flatMap((parts) => badInput(operation, parts, callers)),
    ...badBodies(operation, base),
    ...badHeaders(operation, base, callers),
    ...foreign(operation, good, callers),
    ...badCursors(operation, good, callers),
  ];
}

function badInput({ contract }: Operation, good: Parts, { mine }: Callers): Refused[] {
  return (["params", "query", "body"] as const).flatMap((part) =>
    part === "body" && isSafe(contract)
      ? []
      : spoil(contract[part], good[part])
          .filter(({ value }) => part === "body" || canBeSent(part, contract, value))
          .map(({ what, place, value }) => ({
            what: `${what} in its ${part}`,
            request: requestFor(contract, mine, { ...good, [part]: value }),
            statuses: [400],
            place: [part, ...place],
          })),
  );
}

/** In an address all is text; a path with a part less or more is another operation's, or nobody's. */
function canBeSent(part: "params" | "query", { path }: Contract, value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const parts = Object.entries(value);
  if (!parts.every(([, one]) => typeof one === "string" && one.isWellFormed())) return false;
  const names = parts.flatMap(([name, one]) => (one === "" ? [] : [name]));
  return part === "query" || names.sort().join() === namesIn(path).sort().join();
}

function badBodies({ contract }: Operation, base: RawRequest): Refused[] {
  const length = { "content-length": String(LAMBDA_LIMIT_BYTES + 1) };
  const tooLarge = {
    what: "6 MB and a byte",
    request: { ...base, headers: { ...base.headers, ...length }, body: " " },
    statuses: [413],
  };
  if (isSafe(contract)) return [tooLarge];
  const withBody = (what: string, body: string | Uint8Array, statuses = [400]) => ({
    what,
    request: { ...base, body },
    statuses,
    ...(statuses.includes(400) ? { place: ["body"] } : {}),
  });
  const typed = (type: string) => ({
    what: `the content type ${type}`,
    request: { ...base, headers: { ...base.headers, "content-type": type } },
    statuses: [415],
  });
  return [
    tooLarge,
    withBody("1 MiB and a byte", " ".repeat(1024 * 1024 + 1), [413]),
    ...["{", "[1,", '{"a":1}}', "nul", '"', "<xml/>", "{'a':1}"].map((text) =>
      withBody(`the broken JSON ${text}`, text),
    ),
    withBody("invalid UTF-8", Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])),
    withBody("UTF-16", Buffer.from('{"a":1}', "utf16le")),
    withBody("a body nested a hundred thousand deep", "[".repeat(100_000) + "]".repeat(100_000)),
    withBody("__proto__", '{"__proto__":{"admin":true}}'),
    ...["text/plain", "application/xml", "application/x-www-form-urlencoded", "x", ";"].map(typed),
  ];
}

function badHeaders({ contract }: Operation, base: RawRequest, { mine }: Callers): Refused[] {
  const { access } = contract;
  const setting = (
    name: string,
    value: string | string[],
    statuses: number[],
    place?: string[],
  ) => ({
    what: `${name}: ${String(value).slice(0, 40)}`,
    request: { ...base, headers: { ...base.headers, [name]: value } },
    statuses,
    ...(place ? { place } : {}),
  });
  const tokens = [
    "",
    "Bearer",
    "Basic eDp5",
    "Bearer a.b.c",
    `Bearer ${"x".repeat(5_000)}`,
    "\u00ff\t",
  ];
  const tenants = ["", "tnt_1", "'; drop", "x".repeat(5_000), UNKNOWN_TENANT, `${mine.tenantId},x`];
  const appKeys = ["", "fbp_", `${mine.appKey}x`, mine.appKey.toUpperCase(), "fbp_' OR 1=1"];
  const origins = ["https://evil.example", "null", "*", `https://${"x".repeat(5_000)}`];
  const keys = ["", "two words", "x".repeat(256), "\u00e9"];
  const versions = ["", "*", "1", 'W/"1"', '"1","2"', '"x"', `"${"9".repeat(30)}"`];
  return [
    ...(access === "anyone" || access === "public"
      ? []
      : tokens.map((one) => setting("authorization", one, [401]))),
    ...(access === "public"
      ? [
          ...appKeys.map((one) => setting("x-app-key", one, [401])),
          ...origins.map((one) => setting("origin", one, [403])),
        ]
      : []),
    ...(permissionOf(contract) ? tenants.map((one) => setting("x-tenant-id", one, [403])) : []),
    ...(takesIdempotencyKey(contract)
      ? keys.map((one) => setting("idempotency-key", one, [400], ["headers", "idempotency-key"]))
      : []),
    ...(needsVersion(contract)
      ? [
          ...versions.map((one) => setting("if-match", one, [400], ["headers", "if-match"])),
          setting("if-match", '"987654321"', [412]),
        ]
      : []),
  ];
}

/** What belongs to another tenant is not there, whichever way it is asked for. */
function foreign({ contract }: Operation, good: Parts, { mine, theirs }: Callers): Refused[] {
  if (contract.access === "anyone") return [];
  const ids = namesIn(contract.path).flatMap((name) => {
    const other = [...(theirs.ids.get(name) ?? [])][0];
    const params = { ...good.params, [name]: other };
    const request = requestFor(contract, mine, { ...good, params });
    return other ? [{ what: `${name} of another tenant`, request, statuses: [404] }] : [];
  });
  if (!permissionOf(contract)) return ids;
  const request = requestFor(contract, { ...mine, tenantId: theirs.tenantId }, good);
  return [...ids, { what: "another tenant", request, statuses: [403] }];
}

function badCursors(
  { key, contract }: Operation,
  good: Parts,
  { mine, theirs }: Callers,
): Refused[] {
  if (!isPaged(contract)) return [];
  const own = mine.cursors.get(key) ?? "";
  const elsewhere = [...mine.cursors].flatMap(([other, cursor]) => (other === key ? [] : [cursor]));
  const forged = [
    "x",
    ".",
    "💥",
    `${own}x`,
    own.toUpperCase(),
    own.slice(1),
    "e30.AAAAAAAAAAAAAAAAAAAAAA",
  ];
  return [...forged, ...elsewhere, theirs.cursors.get(key) ?? ""].map((cursor) => ({
    what: `the cursor ${cursor}`,
    request: requestFor(contract, mine, { ...good, query: { cursor } }),
    statuses: [400],
    place: ["query", "cursor"],
  }));
}
