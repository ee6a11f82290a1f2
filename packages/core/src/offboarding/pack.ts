import { randomUUID } from "node:crypto";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { assertActor } from "../platform/actor";
import { objectKey } from "../platform/object-key";
import { assumeTenant, type TenantSession } from "../platform/tenant-session";
import { ExportEntity } from "./export.entity";
import { type RunningExport, readRunning } from "./export-record";
import { bucket, readObject } from "./objects";
import type { ExportId } from "./offboarding.schema";
import { piecesOf } from "./pieces";

const PART_BYTES = 8 * 1024 * 1024; // of at most 10,000 parts: an archive of up to 80 GB

export const archiveKey = (exportId: ExportId): string =>
  objectKey("exports", `${exportId}.tar.gz`);

/**
 * Packs the archive for `budgetMs`, from where it was left. Each call writes one whole gzip member, and
 * members one after the other are one gzip file (RFC 1952, 2.2). What is less than a part of an upload is carried to
 * the next call. Answers whether the archive is complete.
 */
export async function pack(exportId: ExportId, budgetMs: number): Promise<{ done: boolean }> {
  assertActor("system");
  const record = await readRunning(exportId);
  if (record.status !== "packing") return { done: true };
  const session = await assumeTenant("read");
  const started = record.uploadId ? record : await begin(session, record);
  const upload = createUpload(session, started);
  if (started.carried) {
    for await (const part of readObject(session, { key: started.carried }))
      await upload.write(part);
  }
  const progress = { packed: started.packed, ended: false };
  const gzip = createGzip({ level: 6 });
  await pipeline(stretch(session, started, progress, Date.now() + budgetMs), gzip, upload.writeAll);
  await note(started, {
    packed: progress.packed,
    ...(progress.ended ? await upload.complete() : await upload.carry()),
  });
  return { done: progress.ended };
}

/** The archive's bytes from where it was left until the time is up. */
async function* stretch(
  session: TenantSession,
  record: RunningExport,
  progress: { packed: number; ended: boolean },
  until: number,
): AsyncGenerator<Uint8Array> {
  let start = 0;
  for await (const piece of piecesOf(session, record)) {
    const from = progress.packed - start;
    start += piece.size;
    if (from >= piece.size) continue;
    for await (const part of piece.read(from)) {
      yield part;
      progress.packed += part.length;
      if (Date.now() > until) return;
    }
  }
  progress.ended = true;
}

function createUpload({ objects }: TenantSession, record: RunningExport) {
  const { exportId, uploadId: UploadId } = record;
  const target = { Bucket: bucket(), Key: archiveKey(exportId), UploadId };
  let uploaded = record.uploaded;
  let waiting: Uint8Array[] = [];
  let size = 0;

  async function flush(): Promise<void> {
    const Body = Buffer.concat(waiting);
    waiting = [];
    size = 0;
    uploaded += 1;
    await objects.send(new UploadPartCommand({ ...target, PartNumber: uploaded, Body }));
  }
  async function write(part: Uint8Array): Promise<void> {
    waiting.push(part);
    size += part.length;
    if (size >= PART_BYTES) await flush();
  }
  return {
    write,
    async writeAll(source: AsyncIterable<Uint8Array>): Promise<void> {
      for await (const part of source) await write(part);
    },
    /** Keeps what is less than a part for the next call, under a name of its own: a try that dies harms no other. */
    async carry(): Promise<Progress> {
      const carried = objectKey("exports", exportId, `carried-${randomUUID()}`);
      const Body = Buffer.concat(waiting);
      await objects.send(new PutObjectCommand({ Bucket: bucket(), Key: carried, Body }));
      return { uploaded, carried };
    },
    async complete(): Promise<Progress> {
      if (size > 0 || uploaded === 0) await flush();
      const { parts, bytes } = await listParts(objects, target, uploaded);
      await objects.send(
        new CompleteMultipartUploadCommand({ ...target, MultipartUpload: { Parts: parts } }),
      );
      return { uploaded, bytes };
    },
  };
}

/** The parts so far. Of a try that died there may be more than were noted: those do not count. */
async function listParts(
  objects: TenantSession["objects"],
  target: { Bucket: string; Key: string; UploadId: string | undefined },
  count: number,
) {
  const parts: { PartNumber: number; ETag: string }[] = [];
  let bytes = 0;
  let marker: string | undefined;
  do {
    const page = await objects.send(
      new ListPartsCommand({ ...target, ...(marker ? { PartNumberMarker: marker } : {}) }),
    );
    for (const { PartNumber = 0, ETag = "", Size = 0 } of page.Parts ?? []) {
      if (PartNumber > count) continue;
      parts.push({ PartNumber, ETag });
      bytes += Size;
    }
    marker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
  } while (marker);
  return { parts, bytes };
}

type Progress = Partial<
  Pick<RunningExport, "packed" | "uploaded" | "carried" | "bytes" | "uploadId">
>;

async function begin({ objects }: TenantSession, record: RunningExport): Promise<RunningExport> {
  const { UploadId: uploadId = "" } = await objects.send(
    new CreateMultipartUploadCommand({
      Bucket: bucket(),
      Key: archiveKey(record.exportId),
      ContentType: "application/gzip",
    }),
  );
  await note(record, { uploadId });
  return { ...record, uploadId };
}

/** Notes how far it is, if no other try was faster. */
async function note({ tenantId, exportId, packed }: RunningExport, progress: Progress) {
  await ExportEntity.patch({ tenantId })
    .set(progress)
    .where((item, { eq }) => `${eq(item.exportId, exportId)} AND ${eq(item.packed, packed)}`)
    .go({ response: "none" });
}
