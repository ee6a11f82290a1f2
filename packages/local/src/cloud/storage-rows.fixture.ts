import * as Directory from "@faibric/core/platform/directory";
import type { TenantId } from "@faibric/core/platform/id";
import type { FileId } from "@faibric/core/storage/storage.schema";
import { UploadEntity } from "@faibric/core/storage/upload.entity";
import { asSystem } from "@faibric/core/testing/actors";

/** Lets the time of an upload be over. */
export async function makeDue(tenantId: TenantId, fileId: FileId): Promise<void> {
  const dueAt = Date.now() - 1;
  await asSystem(tenantId, () => UploadEntity.patch({ tenantId, fileId }).set({ dueAt }).go());
  await Directory.keep({
    ...{ kind: "uploads-due", name: Directory.shardOf(fileId), member: `${tenantId}#${fileId}` },
    ...{ tenantId, detail: { fileId, dueAt } },
  });
}
