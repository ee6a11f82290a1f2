import {
  type Contract,
  isSafe,
  needsVersion,
  permissionOf,
  takesIdempotencyKey,
} from "@faibric/core/platform/contract";
import { UsageError } from "./errors";
import type { CallOptions, ClientOptions } from "./options";

/** What the types of an operation leave to be known when it is called. */
export interface AnyInput {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly version?: number;
}

/** A request but for its token, which each try asks for anew. */
export interface PreparedRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Whether the same request may be sent again without happening twice. */
  readonly repeatable: boolean;
}

/** @throws UsageError where the request cannot be made of the input */
export function prepare(
  operation: string,
  contract: Contract,
  input: AnyInput,
  options: ClientOptions & CallOptions,
): PreparedRequest {
  const fail = (what: string) => new UsageError(operation, what);
  const query = { ...input.query, ...appKeyOf(contract, options, fail) };
  const url = `${rootOf(options.baseUrl)}${pathOf(contract, input, fail)}${searchOf(query)}`;
  const headers: Record<string, string> = { accept: contract.contentType ?? "application/json" };
  const tenantId = findTenant(contract, input, options);
  if (permissionOf(contract)) {
    if (tenantId) headers["x-tenant-id"] = tenantId;
    else if (!isApiKey(options.token)) {
      throw fail("needs a tenant: give `tenantId` to the client or to the call.");
    }
  }
  if (takesIdempotencyKey(contract)) {
    headers["idempotency-key"] = options.idempotencyKey ?? randomKey();
  }
  if (needsVersion(contract)) {
    if (!Number.isInteger(input.version)) throw fail("needs the `version` that you read.");
    headers["if-match"] = `"${input.version}"`;
  }
  const body =
    isSafe(contract) || input.body === undefined ? undefined : JSON.stringify(input.body);
  if (body !== undefined) headers["content-type"] = "application/json";
  return {
    url,
    method: contract.method,
    headers,
    body,
    repeatable: isSafe(contract) || takesIdempotencyKey(contract),
  };
}

/** An API key names its tenant itself. */
const isApiKey = (token: ClientOptions["token"]) =>
  typeof token === "string" && token.startsWith("fbk_");

/** In the address: a browser asks whether it may call before it sends headers. */
function appKeyOf(
  { access }: Contract,
  { appKey }: ClientOptions,
  fail: (what: string) => UsageError,
): { appKey?: string } {
  if (access !== "public" && access !== "customer") return {};
  if (appKey) return { appKey };
  // A customer's token names their tenant: only a page of another origin needs its app key as well.
  if (access === "customer") return {};
  throw fail("needs a public app key: give `appKey` to the client.");
}

/** That of the path, which no other tenant's header would reach; else the call's, else the client's. */
function findTenant(
  contract: Contract,
  { params }: AnyInput,
  options: CallOptions & ClientOptions,
) {
  const inPath = contract.path.includes("{tenantId}") ? params?.tenantId : undefined;
  return typeof inPath === "string" ? inPath : options.tenantId;
}

function rootOf(baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl, globalThis.location?.href);
  return `${origin}${pathname.replace(/\/+$/, "")}`;
}

function pathOf(
  { path }: Contract,
  { params }: AnyInput,
  fail: (what: string) => UsageError,
): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(params?.[name] ?? "");
    // These would be another path: a URL drops dots, and the API a slash at the end.
    if (["", ".", ".."].includes(value)) throw fail(`\`params.${name}\` must not be "${value}".`);
    return encodeURIComponent(value);
  });
}

function searchOf(query: AnyInput["query"] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    search.set(name, value instanceof Date ? value.toISOString() : String(value));
  }
  return search.size ? `?${search}` : "";
}

/** 128 random bits. `crypto.randomUUID` is missing on pages that came over plain HTTP. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
