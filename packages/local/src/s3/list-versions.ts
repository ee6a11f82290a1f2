import type { Store } from "../wire/store";
import { getBucket, OWNER } from "./buckets";
import type { S3Call } from "./call";
import { objectXml } from "./list-objects";
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
import { byVersion, type ObjectVersion, toVersion } from "./versions";
import type { XmlTree } from "./xml";

/** All versions and delete markers, by key and from the newest to the oldest. */
export function listObjectVersions(state: S3State, call: S3Call): void {
  getBucket(state, call.bucket);
  const parameters = listingParameters(call, "max-keys");
  const { prefix, delimiter, limit, encodingType, encode } = parameters;
  const source = allVersions(state.store, call.bucket);
  const first = firstVersion(state.store, call, source, parameters);
  const page = listPage(source, { prefix, delimiter, limit, first });
  const { last } = page;
  const nextKey = typeof last === "object" ? last.key : last;
  sendXml(call, "ListVersionsResult", {
    Name: call.bucket,
    Prefix: encode(prefix),
    KeyMarker: encode(call.query.get("key-marker") ?? ""),
    VersionIdMarker: call.query.get("version-id-marker") ?? "",
    NextKeyMarker: page.rest && nextKey !== undefined ? encode(nextKey) : undefined,
    NextVersionIdMarker: page.rest && typeof last === "object" ? last.version : undefined,
    MaxKeys: limit,
    Delimiter: delimiter ? encode(delimiter) : undefined,
    EncodingType: encodingType,
    IsTruncated: page.rest !== undefined,
    Version: page.rows.filter((row) => !row.marker).map((row) => versionXml(row, encode)),
    DeleteMarker: page.rows.filter((row) => row.marker).map((row) => markerXml(row, encode)),
    CommonPrefixes: page.prefixes.map((each) => ({ Prefix: encode(each) })),
  });
}

function firstVersion(
  store: Store,
  call: S3Call,
  source: ListingSource<ObjectVersion>,
  { prefix, delimiter }: { prefix: string; delimiter: string },
): ObjectVersion | undefined {
  const keyMarker = call.query.get("key-marker") ?? "";
  const versionMarker = call.query.get("version-id-marker") ?? "";
  const start = Buffer.from(prefix);
  if (versionMarker !== "") {
    if (keyMarker === "") {
      throw invalidArgument("A version-id marker cannot be specified without a key marker.");
    }
    const marked = byVersion(store, call.bucket, keyMarker, versionMarker);
    if (marked) return source.next(marked);
  }
  if (keyMarker === "") return source.from(start);
  const isPrefix = commonPrefix(keyMarker, prefix, delimiter) === keyMarker;
  return source.from(laterOf(isPrefix ? afterPrefix(keyMarker) : afterKey(keyMarker), start));
}

function versionXml(row: ObjectVersion, encode: (text: string) => string): XmlTree {
  return { ...objectXml(row, encode, true), VersionId: row.version, IsLatest: row.latest };
}

function markerXml(row: ObjectVersion, encode: (text: string) => string): XmlTree {
  return {
    Key: encode(row.key),
    VersionId: row.version,
    IsLatest: row.latest,
    LastModified: new Date(row.modified).toISOString(),
    Owner: OWNER,
  };
}

function allVersions(store: Store, bucket: string): ListingSource<ObjectVersion> {
  const seek = store.prepare(
    `SELECT * FROM s3_versions WHERE bucket = ? AND key >= CAST(? AS TEXT)
     ORDER BY key, seq DESC LIMIT 1`,
  );
  const older = store.prepare(
    `SELECT * FROM s3_versions WHERE bucket = ? AND key = ? AND seq < ?
     ORDER BY seq DESC LIMIT 1`,
  );
  const from = (position: Buffer) => {
    const row = seek.get(bucket, position);
    return row && toVersion(row);
  };
  return {
    from,
    next(row) {
      const next = older.get(bucket, row.key, row.seq);
      return next ? toVersion(next) : from(afterKey(row.key));
    },
  };
}
