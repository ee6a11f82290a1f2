import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { env } from "../platform/env";
import { objectKey } from "../platform/object-key";
import type { FileId } from "./storage.schema";

/** Enough to tell what a file is: the longest signature begins at 32 KB. */
const SAMPLE_BYTES = 65_536;

// A checksum is asked for with the bytes: an address is signed before there are any.
export const client = new S3Client({ requestChecksumCalculation: "WHEN_REQUIRED" });
export const bucket = (): string => env("BUCKET_NAME");
const CONTENT = "content";

/** Where the bytes of a file of the actor's tenant are. */
export const keyOf = (fileId: FileId): string => objectKey("files", fileId, CONTENT);

/** One version of an object. */
export interface Arrived {
  readonly version: string;
  readonly size: number;
}

/** The bytes that arrived for a file, if they did: the last that was sent. Listed, since who asks for what is not there is told nothing. */
export async function find(fileId: FileId): Promise<Arrived | undefined> {
  const { Versions = [] } = await listVersions(keyOf(fileId), {});
  const last = Versions.find(({ IsLatest }) => IsLatest);
  return last && { version: last.VersionId ?? "null", size: last.Size ?? 0 };
}

/** How the bytes of a version begin. */
export async function sample(fileId: FileId, { version, size }: Arrived): Promise<Uint8Array> {
  if (!size) return new Uint8Array();
  const { Body } = await client.send(
    new GetObjectCommand({
      Bucket: bucket(),
      Key: keyOf(fileId),
      VersionId: version,
      Range: `bytes=0-${SAMPLE_BYTES - 1}`,
    }),
  );
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}

/** Copies the bytes of one file to where another's belong, without their passing through here. */
export async function copy(from: FileId, version: string, to: FileId): Promise<void> {
  const source = `${bucket()}/${keyOf(from)}?versionId=${encodeURIComponent(version)}`;
  await client.send(
    new CopyObjectCommand({ Bucket: bucket(), Key: keyOf(to), CopySource: source }),
  );
}

/** Deletes all versions of a file's bytes but one, or all. It may be done again, and finds less each time. */
export async function purge(fileId: FileId, but?: string): Promise<void> {
  const Key = keyOf(fileId);
  let mark: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  while (mark) {
    const page: Awaited<ReturnType<typeof listVersions>> = await listVersions(Key, mark);
    for (const { VersionId = "null" } of [
      ...(page.Versions ?? []),
      ...(page.DeleteMarkers ?? []),
    ]) {
      if (VersionId === but) continue;
      await client.send(new DeleteObjectCommand({ Bucket: bucket(), Key, VersionId }));
    }
    mark = page.IsTruncated
      ? {
          ...(page.NextKeyMarker === undefined ? {} : { KeyMarker: page.NextKeyMarker }),
          ...(page.NextVersionIdMarker === undefined
            ? {}
            : { VersionIdMarker: page.NextVersionIdMarker }),
        }
      : undefined;
  }
}

const listVersions = (Prefix: string, mark: { KeyMarker?: string; VersionIdMarker?: string }) =>
  client.send(new ListObjectVersionsCommand({ Bucket: bucket(), Prefix, ...mark }));
