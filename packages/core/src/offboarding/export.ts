import { DeleteObjectCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { assertActor, assertPermission, useTenant } from "../platform/actor";
import { commit } from "../platform/commit";
import { createId, type TenantId } from "../platform/id";
import { tenantPrefix } from "../platform/object-key";
import { assumeTenant } from "../platform/tenant-session";
import { ExportEntity } from "./export.entity";
import { findExport, type RunningExport, readRunning } from "./export-record";
import { bucket, listVersions, type Mark } from "./objects";
import { ExportNotFoundError, ExportRunningError } from "./offboarding.errors";
import { ExportReady, ExportRequested } from "./offboarding.events";
import {
  ARCHIVE_DAYS,
  DOWNLOAD_SECONDS,
  type Export,
  type ExportId,
  type ExportWithAddress,
} from "./offboarding.schema";
import { archiveKey } from "./pack";

/** Asks for an export. There is one at a time; the archive of the one before goes with its record. */
export async function request(tenantId: TenantId): Promise<Export> {
  assertPermission("offboarding.manage");
  const { userId: requestedBy } = assertActor("member");
  if (tenantId !== useTenant()) throw new ExportNotFoundError();
  const exportId = createId("exp");
  const requestedAt = new Date().toISOString();
  const none = { items: 0, files: 0 };
  return commit({
    entities: { export: ExportEntity },
    writes: (entities) => ({
      export: entities.export
        .put({
          tenantId,
          exportId,
          requestedBy,
          requestedAt,
          status: "collecting",
          ...none,
          chunks: 0,
          packed: 0,
          uploaded: 0,
        })
        .where(
          (item, { notExists, eq }) =>
            `${notExists(item.exportId)} OR ${eq(item.status, "ready")} OR ${eq(item.status, "failed")} OR ${eq(item.status, "expired")}`,
        )
        .commit(),
    }),
    rejected: { export: () => new ExportRunningError() },
    events: [ExportRequested.create(exportId, { exportId })],
    result: { exportId, status: "collecting", requestedAt, ...none } as Export,
  });
}

/** How far the last export is. The address to download it opens without signing in, so it is short-lived. */
export async function read(tenantId: TenantId): Promise<ExportWithAddress> {
  assertPermission("offboarding.manage");
  if (tenantId !== useTenant()) throw new ExportNotFoundError();
  const record = await findExport();
  if (!record) throw new ExportNotFoundError();
  const shown = toExport(record);
  if (record.status !== "ready") return shown;
  const command = new GetObjectCommand({
    Bucket: bucket(),
    Key: archiveKey(record.exportId),
    ResponseContentDisposition: `attachment; filename="${record.exportId}.tar.gz"`,
  });
  const url = await getSignedUrl(new S3Client({}), command, { expiresIn: DOWNLOAD_SECONDS });
  const expiresAt = new Date(Date.now() + DOWNLOAD_SECONDS * 1_000).toISOString();
  return { ...shown, download: { url, expiresAt } };
}

/** The archive is complete: it is announced, and what it was made from is deleted. */
export async function finish(exportId: ExportId): Promise<void> {
  const { tenantId } = assertActor("system");
  const record = await readRunning(exportId);
  if (record.status === "packing") {
    const now = Date.now();
    await commit({
      entities: { export: ExportEntity },
      writes: (entities) => ({
        export: entities.export
          .patch({ tenantId })
          .set({
            status: "ready",
            readyAt: new Date(now).toISOString(),
            archiveExpiresAt: new Date(now + ARCHIVE_DAYS * 86_400_000).toISOString(),
          })
          .where(
            (item, { eq }) => `${eq(item.exportId, exportId)} AND ${eq(item.status, "packing")}`,
          )
          .commit(),
      }),
      events: [
        ExportReady.create(exportId, { exportId, items: record.items, files: record.files }),
      ],
    });
  }
  await clear(({ Key }) => Key.startsWith(`${tenantPrefix()}exports/${exportId}/`));
}

/** It could not be made: the owner sees so, and may ask again. */
export async function fail(exportId: ExportId): Promise<void> {
  await end(exportId, "failed");
  await clear(({ Key }) => Key.includes(exportId));
}

/** Its time is over: the archive is deleted, in all its versions. */
export async function expire(exportId: ExportId): Promise<void> {
  await end(exportId, "expired");
  await clear(({ Key }) => Key.includes(exportId));
}

async function end(exportId: ExportId, status: "failed" | "expired"): Promise<void> {
  const { tenantId } = assertActor("system");
  const record = await findExport();
  // Another export has taken its place: that one is not ended with it.
  if (record?.exportId !== exportId) return;
  await ExportEntity.patch({ tenantId })
    .set({ status })
    .where((item, { eq }) => eq(item.exportId, exportId))
    .go({ response: "none" });
}

/** Deletes what is under `exports/`, and is meant. */
async function clear(isMeant: (object: { Key: string }) => boolean): Promise<void> {
  const session = await assumeTenant("read");
  let mark: Mark | undefined;
  do {
    const page = await listVersions(session, mark, "exports/");
    for (const { Key = "", VersionId } of [...page.versions, ...page.markers]) {
      if (!isMeant({ Key })) continue;
      await session.objects.send(
        new DeleteObjectCommand({
          Bucket: bucket(),
          Key,
          ...(VersionId && VersionId !== "null" ? { VersionId } : {}),
        }),
      );
    }
    mark = page.next;
  } while (mark);
}

function toExport(record: RunningExport): Export {
  const { exportId, status, requestedAt, items, files, bytes, readyAt } = record;
  return {
    exportId,
    status,
    requestedAt,
    items,
    files,
    ...(bytes === undefined ? {} : { bytes }),
    ...(readyAt === undefined ? {} : { readyAt }),
    ...(record.archiveExpiresAt === undefined ? {} : { expiresAt: record.archiveExpiresAt }),
  };
}
