import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ObjectVersion,
} from "@aws-sdk/client-s3";
import { env } from "../platform/env";
import { tenantPrefix } from "../platform/object-key";
import type { TenantSession } from "../platform/tenant-session";

export const bucket = (): string => env("BUCKET_NAME");

/** Where a list of versions goes on. */
export interface Mark {
  readonly key: string;
  readonly version: string;
}

export interface VersionPage {
  readonly versions: readonly ObjectVersion[];
  readonly markers: readonly { readonly Key?: string; readonly VersionId?: string }[];
  readonly next: Mark | undefined;
}

/** A page of all versions of all objects of the actor's tenant, deleted ones too. */
export async function listVersions(
  { objects }: TenantSession,
  mark: Mark | undefined,
  within: "" | "exports/" = "",
): Promise<VersionPage> {
  const page = await objects.send(
    new ListObjectVersionsCommand({
      Bucket: bucket(),
      Prefix: `${tenantPrefix()}${within}`,
      ...(mark ? { KeyMarker: mark.key, VersionIdMarker: mark.version } : {}),
    }),
  );
  const { NextKeyMarker: key = "", NextVersionIdMarker: version = "" } = page;
  return {
    versions: page.Versions ?? [],
    markers: (page.DeleteMarkers ?? []).map(({ Key = "", VersionId = "" }) => ({ Key, VersionId })),
    next: page.IsTruncated ? { key, version } : undefined,
  };
}

/** The bytes of one version of an object, from `start`. */
export async function* readObject(
  { objects }: TenantSession,
  { key, version, start = 0 }: { key: string; version?: string; start?: number },
): AsyncGenerator<Uint8Array> {
  const { Body } = await objects.send(
    new GetObjectCommand({
      Bucket: bucket(),
      Key: key,
      ...(version && version !== "null" ? { VersionId: version } : {}),
      ...(start ? { Range: `bytes=${start}-` } : {}),
    }),
  );
  if (!Body) throw new Error(`${key} has no body`);
  yield* Body.transformToWebStream() as unknown as AsyncIterable<Uint8Array>; // Node's streams iterate
}
