import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import type { EntityItem } from "electrodb";
import { assertPermission, useTenant } from "../platform/actor";
import { commit } from "../platform/commit";
import * as Directory from "../platform/directory";
import { env } from "../platform/env";
import { createId, type TenantId } from "../platform/id";
import * as Folder from "./folder";
import * as Objects from "./objects";
import { QuotaReachedError, UploadNotFoundError } from "./storage.errors";
import { UploadEnded } from "./storage.events";
import {
  type FileId,
  type NewUpload,
  UPLOAD_LASTS_SECONDS,
  UPLOAD_SECONDS,
  type Upload,
} from "./storage.schema";
import { UploadEntity } from "./upload.entity";
import * as Usage from "./usage";
import { UsageEntity } from "./usage.entity";

export type StoredUpload = EntityItem<typeof UploadEntity>;

const DAY_SECONDS = 86_400;

/**
 * Reserves room for a file, and answers the form that its bytes are sent to the bucket with: one key, one type, and
 * exactly so many bytes.
 * @throws QuotaReachedError, FolderNotFoundError
 */
export async function start(input: NewUpload): Promise<Upload> {
  assertPermission("storage.write");
  const upload = toCome(input);
  return reserve(upload, await formOf(upload));
}

/** What is to come, before there is room for it. */
export function toCome(input: NewUpload, lastsSeconds = UPLOAD_LASTS_SECONDS): StoredUpload {
  const { name, size, folderId, tags, contentType } = input;
  const now = Date.now();
  return {
    ...{ tenantId: useTenant(), fileId: createId("fil"), state: "open" },
    ...{ name, folderId, tags, size, declaredType: contentType || "application/octet-stream" },
    dueAt: now + lastsSeconds * 1_000,
    createdAt: new Date(now).toISOString(),
  };
}

async function formOf({ fileId, size, declaredType }: StoredUpload): Promise<Upload> {
  const { url, fields } = await createPresignedPost(Objects.client, {
    Bucket: Objects.bucket(),
    Key: Objects.keyOf(fileId),
    Fields: { "Content-Type": declaredType },
    Conditions: [
      ["eq", "$Content-Type", declaredType],
      ["content-length-range", size, size],
    ],
    Expires: UPLOAD_SECONDS,
  });
  const expiresAt = new Date(Date.now() + UPLOAD_SECONDS * 1_000).toISOString();
  return { fileId, method: "POST", url: throughFiles(url), fields, expiresAt };
}

/** The same at the address that files come from and go to: it hands all of it on to the bucket. */
export function throughFiles(url: string): string {
  const { pathname, search } = new URL(url);
  return `${env("FILES_URL")}${pathname}${search}`;
}

/** Takes room for a file that is to come. @throws QuotaReachedError, FolderNotFoundError */
export async function reserve<Result>(upload: StoredUpload, result: Result): Promise<Result> {
  const { fileId, name, size, folderId } = upload;
  const [usage] = await Promise.all([Usage.find(), Folder.assertThere(folderId)]);
  const room = Usage.roomIn(usage);
  if (size > room) throw new QuotaReachedError({ size, room });
  return commit({
    entities: { upload: UploadEntity, usage: UsageEntity },
    writes: (entities) => ({
      room: Usage.reserve(entities.usage, usage, size),
      upload: entities.upload.create(upload).commit(),
    }),
    // Others have taken it since it was looked at. How much they left is told to who asks again.
    rejected: { room: () => new QuotaReachedError({ size }) },
    directory: [dueEntry(upload)],
    audit: { target: fileId, after: { name, size, folderId } },
    result,
  });
}

/** @throws UploadNotFoundError */
export async function find(fileId: FileId): Promise<StoredUpload | undefined> {
  const key = { tenantId: useTenant(), fileId };
  const { data } = await UploadEntity.get(key).go({ consistent: true });
  return data ?? undefined;
}

/** Gives an upload up. What was sent of it, or still will be, is deleted. */
export async function abandon(fileId: FileId): Promise<void> {
  assertPermission("storage.write");
  const upload = await find(fileId);
  if (!upload) throw new UploadNotFoundError();
  if (upload.state === "open") await end(upload, "abandoned");
}

/** Ends an upload that became no file: its room is free again, and what came is deleted after it. */
export async function end(
  upload: StoredUpload,
  why: "abandoned" | "expired" | "refused",
  found?: string,
): Promise<void> {
  const { tenantId, fileId, size, name, multipartId } = upload;
  const isRefused = why === "refused" && found !== undefined;
  await commit({
    entities: { upload: UploadEntity, usage: UsageEntity },
    writes: (entities) => ({
      upload: isRefused
        ? entities.upload
            .patch({ tenantId, fileId })
            .set({ state: "refused", found, expiresAt: inADay() })
            .where((one, { eq }) => eq(one.state, "open"))
            .commit()
        : entities.upload
            .remove({ tenantId, fileId })
            .where((one, { eq }) => eq(one.state, "open"))
            .commit(),
      usage: Usage.release(entities.usage, size),
    }),
    rejected: { upload: () => new UploadNotFoundError() },
    directory: [notDue(upload)],
    audit: { target: fileId, before: { name, size } },
    events: [UploadEnded.create(fileId, { fileId, size, why, multipartId })],
  });
}

const inADay = () => Math.floor(Date.now() / 1_000) + DAY_SECONDS;

/** An upload of whichever tenant whose time is over. */
export interface Due {
  readonly tenantId: TenantId;
  readonly fileId: FileId;
}

/** All uploads that were due by then. It is for a schedule, which then acts for each tenant. */
export const listDue = (now: Date): AsyncGenerator<Due> =>
  Directory.listDue<{ fileId: FileId }>("uploads-due", now);

function dueEntry({ tenantId, fileId, dueAt }: StoredUpload) {
  const [name, member] = dueName(tenantId, fileId);
  return Directory.add({ kind: "uploads-due", name, member, tenantId, detail: { fileId, dueAt } });
}

/** That an upload is not waited for any more. */
export const notDue = ({ tenantId, fileId }: Due) =>
  Directory.remove("uploads-due", ...dueName(tenantId, fileId));

const dueName = (tenantId: TenantId, fileId: FileId) =>
  [Directory.shardOf(fileId), `${tenantId}#${fileId}`] as const;
