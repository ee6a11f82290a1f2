import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { AwsError } from "../wire/aws-error";

/** A request to S3 as it came, taken apart but not yet trusted. */
export interface S3Request {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly id: string;
  readonly method: string;
  /** Path and query still percent-encoded, as the signature covers them. */
  readonly rawPath: string;
  readonly rawQuery: string;
  /** Empty when the request is about all buckets. */
  readonly bucket: string;
  /** Empty when the request is about the bucket. */
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string>>;
}

/** A request whose signature was verified, or that has none. */
export interface S3Call extends S3Request {
  readonly anonymous: boolean;
  /** The SHA-256 the body must have, in hex; absent when the signature does not cover the body. */
  readonly payloadHash?: string;
  /** Where the chain of chunk signatures begins, when each chunk is signed. */
  readonly chunkSeed?: ChunkSeed;
}

/** The first link of the chain of chunk signatures of a signed `aws-chunked` body. */
export interface ChunkSeed {
  readonly key: Buffer;
  readonly date: string;
  readonly scope: string;
  readonly signature: string;
}

const MAX_KEY_BYTES = 1024;

/**
 * Takes a request apart, in path style (`/bucket/key`) or virtual-host style (`bucket.localhost/key`,
 * `bucket.s3.…`, `bucket.<host of the endpoint>`). The path is not normalised: `a/../b` is a key.
 */
export function takeApart(
  request: IncomingMessage,
  response: ServerResponse,
  endpointUrl: string | undefined,
): S3Request {
  const url = request.url ?? "/";
  const mark = url.indexOf("?");
  const rawPath = mark < 0 ? url : url.slice(0, mark);
  const rawQuery = mark < 0 ? "" : url.slice(mark + 1);
  if (!rawPath.startsWith("/")) throw invalidUri();
  const hosted = virtualBucket(request.headers.host ?? "", endpointUrl);
  const slash = rawPath.indexOf("/", 1);
  const first = slash < 0 ? rawPath.slice(1) : rawPath.slice(1, slash);
  const rest = slash < 0 ? "" : rawPath.slice(slash + 1);
  const key = decodePercent(hosted === undefined ? rest : rawPath.slice(1));
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new AwsError("KeyTooLongError", "Your key is too long", {
      members: { Size: Buffer.byteLength(key), MaxSizeAllowed: MAX_KEY_BYTES },
    });
  }
  const query = new Map<string, string>();
  for (const [name, value] of queryPairs(rawQuery)) if (!query.has(name)) query.set(name, value);
  return {
    request,
    response,
    id: randomBytes(8).toString("hex").toUpperCase(),
    method: request.method ?? "GET",
    rawPath,
    rawQuery,
    bucket: hosted ?? decodePercent(first),
    key,
    query,
    headers: { ...hoisted(query), ...flat(request) },
  };
}

/** The name and value of each query parameter, decoded, in the order received. */
export function queryPairs(rawQuery: string): [string, string][] {
  return rawQuery
    .split("&")
    .filter(Boolean)
    .map((pair) => {
      const mark = pair.indexOf("=");
      const name = mark < 0 ? pair : pair.slice(0, mark);
      const value = mark < 0 ? "" : pair.slice(mark + 1);
      return [decodeQuery(name), decodeQuery(value)];
    });
}

const decodeQuery = (text: string) => decodePercent(text.replaceAll("+", " "));

export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw invalidUri(cause);
  }
}

function invalidUri(cause?: unknown): AwsError {
  const error = new AwsError("InvalidURI", "Couldn't parse the specified URI.");
  error.cause = cause;
  return error;
}

function virtualBucket(host: string, endpointUrl: string | undefined): string | undefined {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  const base = endpointUrl ? `.${new URL(endpointUrl).hostname}` : undefined;
  const bucket =
    base && /[a-z]/.test(base) && name.endsWith(base)
      ? name.slice(0, -base.length)
      : /^(.+?)\.(?:s3(?:[.-][a-z\d.-]+)?|localhost)$/.exec(name)?.[1];
  return bucket === "s3" ? undefined : bucket;
}

/**
 * A presigned URL carries `x-amz-*` headers in its query. Checksums there are signed but otherwise
 * ignored by S3, as the SDK puts in the checksum of an empty body:
 * https://github.com/aws/aws-sdk-go-v2/issues/2610
 */
function hoisted(query: ReadonlyMap<string, string>): Record<string, string> {
  if (!query.has("X-Amz-Signature")) return {};
  const pairs = [...query].map(([name, value]) => [name.toLowerCase(), value] as const);
  const signing =
    /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256)$/;
  return Object.fromEntries(
    pairs.filter(
      ([name]) =>
        name.startsWith("x-amz-") && !signing.test(name) && !/^x-amz-(sdk-)?checksum-/.test(name),
    ),
  );
}

function flat(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(",") : value]],
    ),
  );
}
