import type { EntityItem } from "electrodb";
import { assertPermission, useTenant } from "../platform/actor";
import { commit } from "../platform/commit";
import { FileEntity } from "./file.entity";
import * as Folder from "./folder";
import { FolderEntity } from "./folder.entity";
import { FileNotFoundError } from "./storage.errors";
import { FileDeleted } from "./storage.events";
import type { FileId, StoredFile } from "./storage.schema";
import * as Usage from "./usage";
import { UsageEntity } from "./usage.entity";

export type StoredItem = EntityItem<typeof FileEntity>;

export async function get(fileId: FileId): Promise<StoredFile> {
  assertPermission("storage.read");
  return toFile(await read(fileId));
}

/**
 * Deletes a file for good, in the trash or not. Its bytes, in all versions, are deleted by who hears of it: what
 * stops in between goes on by itself.
 */
export async function remove(fileId: FileId): Promise<void> {
  assertPermission("storage.write");
  const file = await read(fileId);
  const { tenantId, name, size, contentType, kind, place, version } = file;
  await commit({
    entities: { file: FileEntity, usage: UsageEntity, folder: FolderEntity },
    writes: (entities) => ({
      file: entities.file
        .remove({ tenantId, fileId })
        .where((one, { eq }) => eq(one.version, version))
        .commit(),
      usage: Usage.free(entities.usage, file),
      ...Folder.changed(entities.folder, place, { files: -1, bytes: -size }),
    }),
    audit: { target: fileId, before: { name, size, contentType } },
    events: [FileDeleted.create(fileId, { fileId, name, size, contentType, kind })],
  });
}

export async function find(fileId: FileId): Promise<StoredItem | undefined> {
  const key = { tenantId: useTenant(), fileId };
  const { data } = await FileEntity.get(key).go({ consistent: true });
  return data ?? undefined;
}

/** @throws FileNotFoundError */
export async function read(fileId: FileId): Promise<StoredItem> {
  const file = await find(fileId);
  if (!file) throw new FileNotFoundError();
  return file;
}

export function toFile(item: StoredItem): StoredFile {
  const { fileId, name, folderId, contentType, kind, size, tags, version } = item;
  const { createdAt, updatedAt, trashedAt = null } = item;
  return {
    ...{ fileId, name, folderId, contentType, kind, size, tags, version },
    ...{ createdAt, updatedAt, trashedAt },
  };
}
