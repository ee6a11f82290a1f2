import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { decodePercent, queryPairs, type S3Request } from "./call";

/** Who signed for which day, region and service: `<key id>/<yyyymmdd>/<region>/s3/aws4_request`. */
export interface CredentialScope {
  readonly keyId: string;
  readonly day: string;
  readonly region: string;
  readonly scope: string;
}

export function parseScope(credential: string): CredentialScope | undefined {
  const parts = credential.split("/");
  const [day = "", region = "", service, end] = parts.slice(-4);
  const keyId = parts.slice(0, -4).join("/");
  if (!keyId || service !== "s3" || end !== "aws4_request" || !/^\d{8}$/.test(day)) {
    return undefined;
  }
  return { keyId, day, region, scope: `${day}/${region}/s3/aws4_request` };
}

export function signingKey(secret: string, { day, region }: CredentialScope): Buffer {
  return [day, region, "s3", "aws4_request"].reduce(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${secret}`),
  );
}

export const hmac = (key: Buffer, text: string) => createHmac("sha256", key).update(text).digest();
export const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/**
 * The request in the form that is signed. S3 encodes the path once and leaves `..` alone.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function canonicalRequest(
  call: S3Request,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  const query = queryPairs(call.rawQuery)
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => [encodeStrict(name), encodeStrict(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join("="));
  const headers = signedHeaders.map((name) => {
    const value = call.request.headers[name] ?? "";
    const text = Array.isArray(value) ? value.join(",") : value;
    return `${name}:${text.trim().replace(/ +/g, " ")}\n`;
  });
  const path = call.rawPath
    .split("/")
    .map((segment) => encodeStrict(decodePercent(segment)))
    .join("/");
  return [
    call.method,
    path,
    query.join("&"),
    headers.join(""),
    signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
}

export function stringToSign(date: string, scope: string, canonical: string): string {
  return ["AWS4-HMAC-SHA256", date, scope, sha256(canonical)].join("\n");
}

/** RFC 3986: everything but letters, digits and `-._~` is percent-encoded. */
export function encodeStrict(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** `20260102T030405Z` in milliseconds since 1970; NaN when it is no such date. */
export function parseAmzDate(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
