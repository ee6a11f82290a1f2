import { randomBytes } from "node:crypto";
import { AwsError } from "../wire/aws-error";
import type { Store } from "../wire/store";
import type { BodyPart } from "./bodies";
import type { Checksum } from "./checksum";
import { invalidArgument, noSuchKey } from "./respond";
import type { Tag } from "./tags";

/** What a caller gives to be stored as an object. */
export interface ObjectDraft {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  /** Content headers and `x-amz-meta-*`, as they are sent back. */
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum: Checksum | null;
  readonly tags: readonly Tag[];
  readonly parts: readonly BodyPart[];
}

/** One version of an object, or a delete marker. */
export interface ObjectVersion extends ObjectDraft {
  /** Grows with every write: the newest version of a key has the highest. */
  readonly seq: number;
  /** `null` for what was written while versioning was not enabled. */
  readonly version: string;
  readonly latest: boolean;
  readonly marker: boolean;
  /** Milliseconds since 1970, in whole seconds, as HTTP dates have no more. */
  readonly modified: number;
}

export type VersionRow = Record<string, unknown>;

/** A row of `s3_versions` as an object. */
export function toVersion(row: VersionRow): ObjectVersion {
  const json = (name: string) => JSON.parse(String(row[name]));
  return {
    bucket: String(row.bucket),
    key: String(row.key),
    size: Number(row.size),
    etag: String(row.etag),
    headers: json("headers"),
    checksum: json("checksum"),
    tags: json("tags"),
    parts: json("parts"),
    seq: Number(row.seq),
    version: String(row.version),
    latest: row.latest === 1,
    marker: row.marker === 1,
    modified: Number(row.modified),
  };
}

/** The newest version of the key, which may be a delete marker. */
export function newest(store: Store, bucket: string, key: string): ObjectVersion | undefined {
  const row = store
    .prepare("SELECT * FROM s3_versions WHERE bucket = ? AND key = ? AND latest = 1")
    .get(bucket, key);
  return row && toVersion(row);
}

/** The object as a GET without version sees it: a delete marker is nothing. */
export function current(store: Store, bucket: string, key: string): ObjectVersion | undefined {
  const version = newest(store, bucket, key);
  return version?.marker ? undefined : version;
}

export function byVersion(
  store: Store,
  bucket: string,
  key: string,
  version: string,
): ObjectVersion | undefined {
  const row = store
    .prepare("SELECT * FROM s3_versions WHERE bucket = ? AND key = ? AND version = ?")
    .get(bucket, key, version);
  return row && toVersion(row);
}

/** The version asked for. Throws what S3 throws when there is none or it is a delete marker. */
export function requireVersion(
  store: Store,
  bucket: string,
  key: string,
  versionId: string | undefined,
): ObjectVersion {
  if (versionId === undefined) {
    const version = newest(store, bucket, key);
    if (version && !version.marker) return version;
    throw noSuchKey(key, version && markerHeaders(version));
  }
  assertVersionId(versionId);
  const version = byVersion(store, bucket, key, versionId);
  if (!version) {
    throw new AwsError("NoSuchVersion", "The specified version does not exist.", {
      status: 404,
      members: { Key: key, VersionId: versionId },
    });
  }
  if (!version.marker) return version;
  throw new AwsError(
    "MethodNotAllowed",
    "The specified method is not allowed against this resource.",
    {
      status: 405,
      members: {
        ResourceType: "DeleteMarker",
        "response-headers": { ...markerHeaders(version), allow: "DELETE" },
      },
    },
  );
}

const markerHeaders = ({ version }: ObjectVersion) => ({
  "x-amz-delete-marker": "true",
  "x-amz-version-id": version,
});

export function assertVersionId(versionId: string): void {
  if (versionId === "null" || /^[\w-]{32}$/.test(versionId)) return;
  throw invalidArgument("Invalid version id specified", "versionId", versionId);
}

export const newVersionId = () => randomBytes(24).toString("base64url");

/** Makes `draft` the newest version of its key. Must run in a transaction. */
export function insertVersion(
  store: Store,
  draft: ObjectDraft,
  { version, marker }: { version: string; marker: boolean },
): ObjectVersion {
  store
    .prepare("UPDATE s3_versions SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1")
    .run(draft.bucket, draft.key);
  const modified = Math.floor(Date.now() / 1000) * 1000;
  const { lastInsertRowid } = store
    .prepare(
      `INSERT INTO s3_versions
       (bucket, key, version, latest, marker, modified, size, etag, headers, checksum, tags, parts)
       VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      draft.bucket,
      draft.key,
      version,
      marker ? 1 : 0,
      modified,
      draft.size,
      draft.etag,
      ...[draft.headers, draft.checksum, draft.tags, draft.parts].map((v) => JSON.stringify(v)),
    );
  return { ...draft, seq: Number(lastInsertRowid), version, latest: true, marker, modified };
}

/** Removes one version; the one before it becomes the newest. Must run in a transaction. */
export function deleteVersion(store: Store, { bucket, key, seq, latest }: ObjectVersion): void {
  store.prepare("DELETE FROM s3_versions WHERE seq = ?").run(seq);
  if (!latest) return;
  store
    .prepare(
      `UPDATE s3_versions SET latest = 1 WHERE seq =
       (SELECT max(seq) FROM s3_versions WHERE bucket = ? AND key = ?)`,
    )
    .run(bucket, key);
}
