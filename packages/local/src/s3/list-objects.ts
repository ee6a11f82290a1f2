import type { Store } from "../wire/store";
import { getBucket, OWNER } from "./buckets";
import type { S3Call } from "./call";
import {
  afterKey,
  afterPrefix,
  commonPrefix,
  type ListingSource,
  laterOf,
  listingParameters,
  listPage,
} from "./listing";
import { invalidArgument, sendXml } from "./respond";
import type { S3State } from "./state";
import { type ObjectVersion, toVersion } from "./versions";
import type { XmlTree } from "./xml";

export function listObjectsV2(state: S3State, call: S3Call): void {
  getBucket(state, call.bucket);
  const parameters = listingParameters(call, "max-keys");
  const { prefix, delimiter, limit, encodingType, encode } = parameters;
  const token = call.query.get("continuation-token");
  const startAfter = call.query.get("start-after") ?? "";
  const start = token === undefined ? positionAfter(startAfter) : readToken(token);
  const source = currentObjects(state.store, call.bucket);
  const first = source.from(laterOf(start, Buffer.from(prefix)));
  const { rows, prefixes, rest } = listPage(source, { prefix, delimiter, limit, first });
  const withOwner = call.query.get("fetch-owner") === "true";
  sendXml(call, "ListBucketResult", {
    Name: call.bucket,
    Prefix: encode(prefix),
    Delimiter: delimiter ? encode(delimiter) : undefined,
    MaxKeys: limit,
    EncodingType: encodingType,
    KeyCount: rows.length + prefixes.length,
    IsTruncated: rest !== undefined,
    ContinuationToken: token,
    NextContinuationToken: rest && writeToken(Buffer.from(rest.key)),
    StartAfter: startAfter ? encode(startAfter) : undefined,
    Contents: rows.map((row) => objectXml(row, encode, withOwner)),
    CommonPrefixes: prefixes.map((each) => ({ Prefix: encode(each) })),
  });
}

export function listObjects(state: S3State, call: S3Call): void {
  getBucket(state, call.bucket);
  const parameters = listingParameters(call, "max-keys");
  const { prefix, delimiter, limit, encodingType, encode } = parameters;
  const marker = call.query.get("marker") ?? "";
  // A marker that is a common prefix was listed as such, with all that is below it.
  const isPrefix = marker !== "" && commonPrefix(marker, prefix, delimiter) === marker;
  const start = isPrefix ? afterPrefix(marker) : positionAfter(marker);
  const source = currentObjects(state.store, call.bucket);
  const first = source.from(laterOf(start, Buffer.from(prefix)));
  const page = listPage(source, { prefix, delimiter, limit, first });
  const last = typeof page.last === "object" ? page.last.key : page.last;
  sendXml(call, "ListBucketResult", {
    Name: call.bucket,
    Prefix: encode(prefix),
    Marker: encode(marker),
    NextMarker: delimiter && page.rest && last !== undefined ? encode(last) : undefined,
    Delimiter: delimiter ? encode(delimiter) : undefined,
    MaxKeys: limit,
    EncodingType: encodingType,
    IsTruncated: page.rest !== undefined,
    Contents: page.rows.map((row) => objectXml(row, encode, true)),
    CommonPrefixes: page.prefixes.map((each) => ({ Prefix: encode(each) })),
  });
}

const positionAfter = (key: string) => (key === "" ? Buffer.alloc(0) : afterKey(key));

const TOKEN_MARK = "1";

function writeToken(position: Buffer): string {
  return TOKEN_MARK + position.toString("base64url");
}

function readToken(token: string): Buffer {
  const position = Buffer.from(token.slice(TOKEN_MARK.length), "base64url");
  if (token === writeToken(position)) return position;
  throw invalidArgument("The continuation token provided is incorrect", "continuation-token");
}

export function objectXml(
  object: ObjectVersion,
  encode: (text: string) => string,
  withOwner: boolean,
): XmlTree {
  return {
    Key: encode(object.key),
    LastModified: new Date(object.modified).toISOString(),
    ETag: `"${object.etag}"`,
    ChecksumAlgorithm: object.checksum?.algorithm,
    ChecksumType: object.checksum?.type,
    Size: object.size,
    StorageClass: object.headers["x-amz-storage-class"] ?? "STANDARD",
    Owner: withOwner ? OWNER : undefined,
  };
}

function currentObjects(store: Store, bucket: string): ListingSource<ObjectVersion> {
  const statement = store.prepare(
    `SELECT * FROM s3_versions WHERE bucket = ? AND latest = 1 AND key >= CAST(? AS TEXT)
     AND marker = 0 ORDER BY key LIMIT 1`,
  );
  const from = (position: Buffer) => {
    const row = statement.get(bucket, position);
    return row && toVersion(row);
  };
  return { from, next: (row) => from(afterKey(row.key)) };
}
