import type { FileId, Folder, Place } from "@faibric/core/storage/storage.schema";
import AwsS3 from "@uppy/aws-s3";
import Uppy from "@uppy/core";
import { reloadShown } from "../ui/use-cached";
import { storageOf } from "./api";
import type { Dropped } from "./dropped";
import { change, type OnItsWay } from "./upload-store";

interface Meta {
  [key: string]: unknown;
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
  shouldUseMultipart: false,
  generateObjectKey: ({ id }: { id: string }) => id,
  // Each file's own form: its key is made by the server, and is no matter here.
  signRequest: async ({ key }) => {
    const { name, size, type, meta } = uppy.getFile(key);
    const { url, fields, fileId } = await storageOf(meta.tenantId).startUpload({
      body: {
        name: name ?? "",
        size: size ?? 0,
        contentType: type ?? "",
        folderId: meta.folderId,
      },
    });
    uppy.setFileMeta(key, { ...meta, fileId });
    return { url, fields };
  },
});

const become = (key: string, work: OnItsWay["work"]) =>
  change((before) => before.map((one) => (one.key === key ? { ...one, work } : one)));

uppy.on("upload-progress", (file, { bytesUploaded, bytesTotal }) => {
  if (!file || !bytesTotal) return;
  const done = Number(bytesUploaded) || 0;
  become(file.id, { state: "running", done, total: bytesTotal, unit: "bytes" });
});
uppy.on("upload-error", (file, error) => {
  if (file)
    become(file.id, { state: "failed", error: (error as { cause?: unknown }).cause ?? error });
});
uppy.on("upload-success", (file) => {
  if (file) void complete(file.id);
});

/** Has the bytes looked at that were sent. Then the file is there. */
async function complete(key: string): Promise<void> {
  const { meta, size } = uppy.getFile(key);
  const total = size ?? 0;
  try {
    if (meta.fileId) {
      await storageOf(meta.tenantId).completeUpload({ params: { fileId: meta.fileId } });
    }
    become(key, { state: "done", done: total, total, unit: "bytes" });
    uppy.removeFile(key);
    await reloadShown();
  } catch (error) {
    become(key, { state: "failed", error });
  }
}

export async function add(
  tenantId: string,
  place: Place,
  files: readonly Dropped[],
): Promise<void> {
  const folders = await foldersFor(tenantId, place, files);
  for (const { file, path } of files) {
    const folderId = folders.get(path.join("/")) ?? place;
    // Two files may be alike: each is one of its own here.
    const relativePath = `${++count}/${file.name}`;
    const key = uppy.addFile({
      ...{ name: file.name, type: file.type, data: file, source: "console" },
      meta: { tenantId, folderId, relativePath },
    });
    const work = { state: "running", done: 0, total: file.size, unit: "bytes" } as const;
    change((before) => [...before, { key, name: file.name, work }]);
  }
}

export async function retry(key: string): Promise<void> {
  const file = uppy.getFile(key);
  if (!file) return;
  become(key, { state: "running", done: 0, total: file.size ?? 0, unit: "bytes" });
  const { fileId: _before, ...meta } = file.meta;
  uppy.setFileMeta(key, meta);
  await uppy.retryUpload(key);
}

export async function cancel(key: string): Promise<void> {
  const file = uppy.getFile(key);
  change((before) => before.filter((one) => one.key !== key));
  if (!file) return;
  const { tenantId, fileId } = file.meta;
  uppy.removeFile(key);
  if (fileId) await storageOf(tenantId).abandonUpload({ params: { fileId } });
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
