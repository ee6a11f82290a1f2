import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { TenantId } from "@faibric/core/platform/id";
import * as Objects from "@faibric/core/storage/objects";
import { type FileId, NewUpload } from "@faibric/core/storage/storage.schema";
import * as Upload from "@faibric/core/storage/upload";
import * as Completion from "@faibric/core/storage/upload-completion";
import { asMember } from "@faibric/core/testing/actors";

const Body = Buffer.from("%PDF-1.7\n%%EOF\n");

/** Files that a tenant has, with their bytes. */
export function storedFiles(tenantId: TenantId, count: number): Promise<FileId[]> {
  return asMember(tenantId, async () => {
    const fileIds: FileId[] = [];
    for (let index = 0; index < count; index++) {
      const upload = NewUpload.parse({ name: `Menu ${index}.pdf`, size: Body.length });
      const { fileId } = await Upload.start(upload);
      const Key = Objects.keyOf(fileId);
      await Objects.client.send(new PutObjectCommand({ Bucket: Objects.bucket(), Key, Body }));
      await Completion.complete(fileId);
      fileIds.push(fileId);
    }
    return fileIds;
  });
}
