import { AwsError } from "../wire/aws-error";
import type { Store } from "../wire/store";
import { type ChecksumAlgorithm, type ChecksumType, parseAlgorithm } from "./checksum";
import type { ListingSource } from "./listing";
import { afterKey } from "./listing";
import type { Tag } from "./tags";

/** A multipart upload that is neither completed nor aborted. */
export interface Upload {
  readonly seq: number;
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly started: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: readonly Tag[];
  readonly algorithm: ChecksumAlgorithm | undefined;
  readonly checksumType: ChecksumType;
}

export interface UploadedPart {
  readonly number: number;
  readonly size: number;
  readonly etag: string;
  /** Base64; empty when the upload has no checksums. */
  readonly checksum: string;
  readonly body: string;
  readonly modified: number;
}

function toUpload(row: Record<string, unknown>): Upload {
  return {
    seq: Number(row.seq),
    id: String(row.id),
    bucket: String(row.bucket),
    key: String(row.key),
    started: Number(row.started),
    headers: JSON.parse(String(row.headers)),
    tags: JSON.parse(String(row.tags)),
    algorithm: parseAlgorithm(String(row.algorithm)),
    checksumType: row.checksum_type === "COMPOSITE" ? "COMPOSITE" : "FULL_OBJECT",
  };
}

function toPart(row: Record<string, unknown>): UploadedPart {
  return {
    number: Number(row.number),
    size: Number(row.size),
    etag: String(row.etag),
    checksum: String(row.checksum),
    body: String(row.body),
    modified: Number(row.modified),
  };
}

export function insertUpload(store: Store, upload: Omit<Upload, "seq">): void {
  store
    .prepare(
      `INSERT INTO s3_uploads (id, bucket, key, started, headers, tags, algorithm, checksum_type)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      upload.id,
      upload.bucket,
      upload.key,
      upload.started,
      JSON.stringify(upload.headers),
      JSON.stringify(upload.tags),
      upload.algorithm ?? "",
      upload.checksumType,
    );
}

/** Throws `NoSuchUpload`. */
export function requireUpload(store: Store, bucket: string, key: string, id: string): Upload {
  const row = store
    .prepare("SELECT * FROM s3_uploads WHERE id = ? AND bucket = ? AND key = ?")
    .get(id, bucket, key);
  if (row) return toUpload(row);
  throw new AwsError(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    { status: 404, members: { UploadId: id } },
  );
}

/** Forgets an upload and its parts; returns the parts' files. Must run in a transaction. */
export function removeUpload(store: Store, id: string): string[] {
  store.prepare("DELETE FROM s3_uploads WHERE id = ?").run(id);
  const rows = store.prepare("DELETE FROM s3_parts WHERE upload = ? RETURNING body").all(id);
  return rows.map((row) => String(row.body));
}

/** Stores a part, in place of one with its number; returns the file replaced. Must run in a transaction. */
export function putPart(store: Store, upload: string, part: UploadedPart): string[] {
  const replaced = store
    .prepare("DELETE FROM s3_parts WHERE upload = ? AND number = ? RETURNING body")
    .all(upload, part.number);
  store
    .prepare(
      `INSERT INTO s3_parts (upload, number, size, etag, checksum, body, modified)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(upload, part.number, part.size, part.etag, part.checksum, part.body, part.modified);
  return replaced.map((row) => String(row.body));
}

export function partsOf(store: Store, upload: string, after = 0, limit = 10_000): UploadedPart[] {
  return store
    .prepare("SELECT * FROM s3_parts WHERE upload = ? AND number > ? ORDER BY number LIMIT ?")
    .all(upload, after, limit)
    .map(toPart);
}

/** The uploads of a bucket by key, and of one key by age. */
export function uploadsOf(store: Store, bucket: string): ListingSource<Upload> {
  const seek = store.prepare(
    `SELECT * FROM s3_uploads WHERE bucket = ? AND key >= CAST(? AS TEXT)
     ORDER BY key, seq LIMIT 1`,
  );
  const younger = store.prepare(
    "SELECT * FROM s3_uploads WHERE bucket = ? AND key = ? AND seq > ? ORDER BY seq LIMIT 1",
  );
  const from = (position: Buffer) => {
    const row = seek.get(bucket, position);
    return row && toUpload(row);
  };
  return {
    from,
    next(row) {
      const next = younger.get(bucket, row.key, row.seq);
      return next ? toUpload(next) : from(afterKey(row.key));
    },
  };
}
