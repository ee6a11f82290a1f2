import { partBytesFor } from "@faibric/core/storage/multipart.schema";
import type { FileId, Folder, Place } from "@faibric/core/storage/storage.schema";
import AwsS3 from "@uppy/aws-s3";
import Uppy from "@uppy/core";
import { reloadShown } from "../ui/use-cached";
import { storageOf } from "./api";
import type { Dropped } from "./dropped";
import { addressOf, isLarge, uploadOf } from "./large-files";
import { change, type OnItsWay } from "./upload-store";

interface Meta {
  [key: string]: unknown;
  /** As the list of uploads calls it. */
  key: string;
  tenantId: string;
  folderId: Place;
  /** Of the upload, once it has begun. */
  fileId?: FileId;
}
type Body = Record<string, never>;

const AT_ONCE = 4;
let count = 0;

const uppy = new Uppy<Meta, Body>({ autoProceed: true, allowMultipleUploadBatches: true });
uppy.use(AwsS3, {
  limit: AT_ONCE,
  shouldUseMultipart: ({ size }) => isLarge(size ?? 0),
  getChunkSize: ({ size }: { size: number }) => partBytesFor(size),
  generateObjectKey: ({ id }: { id: string }) => id,
  signRequest: async ({ key, ...request }) => {
    const file = uppy.getFiles().find(({ id, meta }) => id === key || meta.fileId === key);
    if (!file) throw new DOMException("It was taken off the list.", "AbortError");
    const { tenantId, fileId } = file.meta;
    if ("uploadId" in request && fileId) return addressOf(tenantId, fileId, request);
    return formOf(file.id);
  },
});

/** The form of a file that is sent in one piece: its key is made by the server, and is no matter here. */
async function formOf(key: string) {
  const { name, size, type, meta } = uppy.getFile(key);
  const { url, fields, fileId } = await storageOf(meta.tenantId).startUpload({
    body: { name: name ?? "", size: size ?? 0, contentType: type ?? "", folderId: meta.folderId },
  });
  uppy.setFileMeta(key, { ...meta, fileId });
  return { url, fields };
}

const become = (key: string, next: Partial<OnItsWay>) =>
  change((before) => before.map((one) => (one.key === key ? { ...one, ...next } : one)));
const fileOf = (key: string) => uppy.getFiles().find(({ meta }) => meta.key === key);
const running = (done: number, total: number) =>
  ({ state: "running", done, total, unit: "bytes" }) as const;

uppy.on("upload-progress", (file, { bytesUploaded, bytesTotal }) => {
  // What was under way when it was paused may still be told.
  if (!file || !bytesTotal || uppy.getFile(file.id)?.isPaused) return;
  become(file.meta.key, { work: running(Number(bytesUploaded) || 0, bytesTotal) });
});
uppy.on("upload-error", (file, error) => {
  const why = (error as { cause?: unknown }).cause ?? error;
  if (file) become(file.meta.key, { work: { state: "failed", error: why } });
});
uppy.on("upload-success", (file) => {
  if (file) void complete(file.id);
});

/** Has the bytes looked at that were sent. Then the file is there. */
async function complete(id: string): Promise<void> {
  const { meta, size } = uppy.getFile(id);
  const { key, tenantId, fileId } = meta;
  const total = size ?? 0;
  try {
    if (fileId) await storageOf(tenantId).completeUpload({ params: { fileId } });
    become(key, { work: { state: "done", done: total, total, unit: "bytes" } });
    uppy.removeFile(id);
    await reloadShown();
  } catch (error) {
    become(key, { work: { state: "failed", error } });
  }
}

interface Chosen {
  readonly key: string;
  readonly tenantId: string;
  readonly folderId: Place;
  readonly file: File;
}
/** Those that could not even begin. */
const notBegun = new Map<string, Chosen>();

export async function add(
  tenantId: string,
  place: Place,
  files: readonly Dropped[],
): Promise<void> {
  const folders = await foldersFor(tenantId, place, files);
  const all = files.map(({ file, path }) => ({
    ...{ key: `${++count}`, tenantId, file },
    folderId: folders.get(path.join("/")) ?? place,
  }));
  change((before) => [
    ...before,
    ...all.map(({ key, file }) => ({ key, name: file.name, work: running(0, file.size) })),
  ]);
  for (const one of all) await begin(one);
}

/** Hands a file to the uploader, which sends it by itself. A large one has its upload by then. */
async function begin(chosen: Chosen): Promise<void> {
  const { key, tenantId, folderId, file } = chosen;
  try {
    const underWay = uppy.getFiles().map(({ meta }) => meta.fileId);
    const fileId = isLarge(file.size)
      ? await uploadOf(tenantId, folderId, file, underWay)
      : undefined;
    notBegun.delete(key);
    // Two files may be alike: each is one of its own here.
    const meta = { key, tenantId, folderId, relativePath: `${key}/${file.name}` };
    const id = uppy.addFile({
      ...{ name: file.name, type: file.type, data: file, source: "console" },
      meta: fileId ? { ...meta, fileId } : meta,
    });
    if (!fileId) return;
    uppy.setFileState(id, { s3Multipart: { key: fileId, uploadId: fileId } });
    become(key, { isLarge: true });
  } catch (error) {
    notBegun.set(key, chosen);
    become(key, { work: { state: "failed", error } });
  }
}

export async function retry(key: string): Promise<void> {
  const chosen = notBegun.get(key);
  const file = fileOf(key);
  if (!chosen && !file) return;
  become(key, { work: running(0, chosen?.file.size ?? file?.size ?? 0) });
  if (chosen) await begin(chosen);
  else if (file?.meta.fileId && isLarge(file.size ?? 0)) await resend(file.id);
  else if (file) {
    const { fileId: _before, ...meta } = file.meta;
    uppy.setFileState(file.id, { meta });
    await uppy.retryUpload(file.id);
  }
}

/** Sends what has not arrived of a large file; all of it, where its upload ended meanwhile. */
async function resend(id: string): Promise<void> {
  const { meta, data } = uppy.getFile(id);
  const { key, tenantId, folderId } = meta;
  uppy.removeFile(id);
  await begin({ key, tenantId, folderId, file: data as File });
}

/** Pauses a large file that is under way, or goes on with it. */
export async function pause(key: string): Promise<void> {
  const file = fileOf(key);
  if (!file) return;
  const isPaused = uppy.pauseResume(file.id);
  change((before) =>
    before.map((one) =>
      one.key === key
        ? { ...one, work: { ...one.work, state: isPaused ? "paused" : "running" } }
        : one,
    ),
  );
}

export async function cancel(key: string): Promise<void> {
  const file = fileOf(key);
  change((before) => before.filter((one) => one.key !== key));
  notBegun.delete(key);
  if (!file) return;
  const { tenantId, fileId } = file.meta;
  uppy.removeFile(file.id);
  if (fileId) await storageOf(tenantId).abandonUpload({ params: { fileId } });
  await reloadShown();
}

/** The folders that files lay in, by their paths: those that are there are used, the others are made. */
async function foldersFor(
  tenantId: string,
  place: Place,
  files: readonly Dropped[],
): Promise<ReadonlyMap<string, Place>> {
  const paths = [...new Set(files.map(({ path }) => path.join("/")))].filter(Boolean);
  const found = new Map<string, Place>([["", place]]);
  if (paths.length === 0) return found;
  const storage = storageOf(tenantId);
  const known: Folder[] = [...(await storage.listFolders()).items];
  for (const path of paths) {
    const names = path.split("/");
    for (const [index, name] of names.entries()) {
      const here = names.slice(0, index + 1).join("/");
      if (found.has(here)) continue;
      const parentId = found.get(names.slice(0, index).join("/")) ?? place;
      const there = known.find((one) => one.parentId === parentId && isSame(one.name, name));
      const folder = there ?? (await storage.createFolder({ body: { name, parentId } }));
      found.set(here, folder.folderId);
      if (!there) known.push(folder);
    }
  }
  return found;
}

const isSame = (one: string, other: string) =>
  one.normalize("NFKC").toLowerCase() === other.normalize("NFKC").toLowerCase();
