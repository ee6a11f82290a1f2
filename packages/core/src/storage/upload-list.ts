import { assertPermission, useTenant } from "../platform/actor";
import type { Page } from "../platform/contract";
import * as Cursor from "../platform/cursor";
import type { OpenUpload } from "./multipart.schema";
import type { StoredUpload } from "./upload";
import { UploadEntity } from "./upload.entity";

/** The uploads that are under way or were stopped on their way, newest first. */
export async function list(page: Page): Promise<{ items: OpenUpload[]; cursor: string | null }> {
  assertPermission("storage.write");
  const { data, cursor } = await UploadEntity.query
    .byTenant({ tenantId: useTenant() })
    .where((one, { eq }) => eq(one.state, "open"))
    .go({
      limit: page.limit,
      cursor: await Cursor.unseal(page.cursor, "storage.uploads"),
      order: "desc",
    });
  return { items: data.map(toOpen), cursor: await Cursor.seal(cursor, "storage.uploads") };
}

const toOpen = (upload: StoredUpload): OpenUpload => {
  const { fileId, name, size, folderId, multipartId, createdAt, dueAt } = upload;
  const isMultipart = multipartId !== undefined;
  const expiresAt = new Date(dueAt).toISOString();
  return { fileId, name, size, folderId, isMultipart, createdAt, expiresAt };
};
