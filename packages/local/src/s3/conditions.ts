import { AwsError } from "../wire/aws-error";
import { noSuchKey, preconditionFailed } from "./respond";
import type { ObjectVersion } from "./versions";

type Headers = Readonly<Record<string, string>>;

/**
 * Throws the 412 or 304 that a conditional read asks for, in the order of RFC 9110, 13.2.2.
 * A copy reads its source under `x-amz-copy-source-if-*`, where every failure is a 412.
 */
export function assertReadable(object: ObjectVersion, headers: Headers, copy = false): void {
  const name = (header: string) => (copy ? `x-amz-copy-source-${header}` : header);
  const value = (header: string) => headers[name(header)];
  const ifMatch = value("if-match");
  const ifNoneMatch = value("if-none-match");
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, object.etag)) throw preconditionFailed("If-Match");
  } else if (isAfter(object.modified, value("if-unmodified-since"))) {
    throw preconditionFailed("If-Unmodified-Since");
  }
  if (ifNoneMatch !== undefined) {
    if (matches(ifNoneMatch, object.etag)) {
      throw copy ? preconditionFailed("If-None-Match") : notModified(object);
    }
    return;
  }
  const since = parseHttpDate(value("if-modified-since"));
  if (since !== undefined && object.modified <= since) {
    throw copy ? preconditionFailed("If-Modified-Since") : notModified(object);
  }
}

/**
 * Throws the 412 that a conditional write asks for: `If-None-Match: *` writes only a new key,
 * `If-Match` only over the object the caller has seen.
 */
export function assertWritable(
  object: ObjectVersion | undefined,
  key: string,
  headers: Headers,
): void {
  const ifMatch = headers["if-match"];
  const ifNoneMatch = headers["if-none-match"];
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch.trim() !== "*") {
      throw new AwsError(
        "NotImplemented",
        "A header you provided implies functionality that is not implemented",
        { status: 501, members: { Header: "If-None-Match" } },
      );
    }
    if (object) throw preconditionFailed("If-None-Match");
  }
  if (ifMatch === undefined) return;
  if (!object) throw noSuchKey(key);
  if (!matches(ifMatch, object.etag)) throw preconditionFailed("If-Match");
}

function matches(header: string, etag: string): boolean {
  const wanted = header.split(",").map((tag) => tag.trim().replace(/^W\//, "").replaceAll('"', ""));
  return wanted.includes("*") || wanted.includes(etag);
}

function isAfter(modified: number, header: string | undefined): boolean {
  const date = parseHttpDate(header);
  return date !== undefined && modified > date;
}

function parseHttpDate(header: string | undefined): number | undefined {
  const date = Date.parse(header ?? "");
  return Number.isNaN(date) ? undefined : date;
}

function notModified({ etag, modified, version }: ObjectVersion): AwsError {
  return new AwsError("NotModified", "Not Modified", {
    status: 304,
    members: {
      "response-headers": {
        etag: `"${etag}"`,
        "last-modified": new Date(modified).toUTCString(),
        "x-amz-version-id": version === "null" ? undefined : version,
      },
    },
  });
}
